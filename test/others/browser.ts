import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, type TestContext } from 'vitest';
import { machineEnvironment } from '../../local/env.ts';
import type { ApiWorldOptions } from '../api/api-world.ts';
import { startOrigin, type Origin } from './origin.ts';
import { withProgram } from './programs.ts';
import { startSite, type Site } from './site.ts';

interface StartedBrowser {
  browser: Browser;
  close(): Promise<void>;
}

/** Declares tests that surf, each with an API, two sites and a page of its own; left out where there is no Chromium. */
export function withBrowser(declare: (surf: Surf) => void): void {
  withProgram('chromium', (program) => {
    let started: StartedBrowser;

    beforeAll(async () => {
      started = await startBrowser(program);
    });

    afterAll(() => started.close());

    declare((context, options) => surf(started.browser, context, options));
  });
}

/** Each page of a new context would start two renderers for parts of a window that nobody sees. */
const unseen = ['PreloadTopChromeWebUI', 'WebUIOmniboxAimPopup', 'WebUIOmniboxPopup'];
/** The last list of them counts, so these are from Playwright's own: what asks others, or does other than it is told. */
const unasked = [
  'AimEnabled',
  'DestroyProfileOnBrowserClose',
  'HttpsFirstBalancedModeAutoEnable',
  'HttpsUpgrades',
  'LensOverlay',
  'MediaRouter',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  'PaintHolding',
  'PreconnectToSearch',
];

/** Chromium, whose home is a folder of its own. Its sandbox is not for root. */
async function startBrowser(program: string): Promise<StartedBrowser> {
  const home = mkdtempSync(join(tmpdir(), 'browser-test-'));
  const browser = await chromium.launch({
    executablePath: program,
    args: [`--disable-features=${[...unseen, ...unasked].join(',')}`],
    chromiumSandbox: userInfo().uid !== 0,
    env: { ...machineEnvironment(), HOME: home },
  });
  return {
    browser,
    async close() {
      await browser.close();
      rmSync(home, { recursive: true });
    },
  };
}

type Surf = (context: TestContext, options?: ApiWorldOptions) => Promise<Surfing>;

interface Surfing {
  origin: Origin;
  /** Whose pages may call the API. */
  friend: Site;
  /** Whose may not. */
  stranger: Site;
  /** Of a browser with an empty cache. */
  page: Page;
}

async function surf(
  browser: Browser,
  { onTestFinished }: TestContext,
  options: ApiWorldOptions = {},
): Promise<Surfing> {
  const friend = await startSite();
  onTestFinished(friend.close);
  const stranger = await startSite();
  onTestFinished(stranger.close);
  const origin = await startOrigin({ corsOrigins: [friend.origin], ...options });
  onTestFinished(origin.close);
  const context = await browser.newContext();
  onTestFinished(() => context.close());
  return { origin, friend, stranger, page: await context.newPage() };
}
