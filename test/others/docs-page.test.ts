import { describe, expect, it } from 'vitest';
import { withBrowser } from './browser.ts';

withBrowser((surf) => {
  describe('the page of the API', () => {
    it('is shown without a complaint, and asks no host for anything more', async (context) => {
      const { origin, page } = await surf(context);
      const complaints: string[] = [];
      const asked: string[] = [];
      page.on('console', (message) => complaints.push(message.text()));
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('request', (request) => asked.push(request.url()));

      await page.goto(`${origin.url}/docs`, { waitUntil: 'load' });
      const font = await page.locator('body').evaluate((body) => getComputedStyle(body).fontFamily);

      expect(font).toContain('sans-serif');
      expect(complaints).toEqual([]);
      expect(asked).toEqual([`${origin.url}/docs`]);
      expect(origin.asked.map(({ path }) => path)).toEqual(['/docs']);
    });

    it('has every operation, and calls each where the page is', async (context) => {
      const { origin, page } = await surf(context);
      const { body: document } = await origin.get('/openapi.json');
      const paths: [string, object][] = Object.entries(document.paths);
      const operations = paths.flatMap(([path, methods]) =>
        Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
      );

      await page.goto(`${origin.url}/docs`);
      const headings = await page.locator('article h3:has(.method)').allTextContents();
      const commands = await page.locator('pre:not(.example)').allTextContents();

      expect(headings.toSorted()).toEqual(operations.toSorted());
      expect(commands.length).toBeGreaterThanOrEqual(operations.length);
      for (const command of commands) {
        expect(command).toMatch(/^curl -i /);
        expect(command).toContain(`'${origin.url}/`);
      }
    });

    it.for([
      ['a phone', { width: 360, height: 740 }, 'light'],
      ['a desk', { width: 1280, height: 900 }, 'dark'],
    ] as const)(
      'fits the width of %s, in the colours that are preferred',
      async ([, viewport, colorScheme], context) => {
        const { origin, page } = await surf(context);
        await page.setViewportSize(viewport);
        await page.emulateMedia({ colorScheme });

        await page.goto(`${origin.url}/docs`);
        const { width, paper } = await page.evaluate(() => {
          for (const details of document.querySelectorAll('details')) details.open = true;
          const { backgroundColor } = getComputedStyle(document.body);
          return { width: document.documentElement.scrollWidth, paper: backgroundColor };
        });

        expect(width).toBe(viewport.width);
        expect(paper).toBe(colorScheme === 'dark' ? 'rgb(18, 24, 30)' : 'rgb(255, 255, 255)');
      },
    );
  });
});
