// Before the tasks: their modules may write to the console while they are loaded.
import './thread-reports.ts';
import * as tasks from '#tasks';
import { createRegistry } from '../../core/registry.ts';
import { serveThread } from './serve-thread.ts';

serveThread(createRegistry(tasks));
