import * as tasks from '#tasks';
import { createRegistry } from '../../core/registry.ts';
import { serveThread } from './serve-thread.ts';

serveThread(createRegistry(tasks));
