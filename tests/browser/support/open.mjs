// The built site in Chromium: served and open while the tests of a file run.

import assert from 'node:assert/strict';
import { after, before } from 'node:test';

import { encodePath } from './addresses.mjs';
import { launch } from './browser.mjs';
import { serve } from './server.mjs';

/** The day for which the demo is built. */
export const TODAY = '2026-11-23';

/** What a reader with a screen of the usual size has. */
export const WIDE = { viewport: { width: 1280, height: 900 } };

/**
 * Starts a server and a browser before the tests of the calling file, and stops them after these.
 * Until then `address` and `browser` are not there.
 */
export function openSite() {
  const site = {
    addressOf: (file) => site.address + encodePath(file),
    onPage: (path, work, options) => onPage(site, path, work, options),
  };
  let server;
  let stop;
  before(async () => {
    server = await serve();
    site.address = server.address;
    ({ browser: site.browser, stop } = await launch());
  });
  after(async () => {
    await stop?.();
    await server?.stop();
  });
  return site;
}

/**
 * Gives what `work(tab, context)` gives for the page at a path, on the day and with the options of a
 * browser context that are named. An error in a script of the page is a failure.
 */
async function onPage(site, path, work, { today = `${TODAY}T12:00:00+08:00`, ...options } = {}) {
  const context = await site.browser.newContext({ ...WIDE, ...options });
  const errors = [];
  try {
    const tab = await context.newPage();
    tab.on('pageerror', (error) => errors.push(error.message));
    if (options.javaScriptEnabled !== false) await tab.clock.setFixedTime(new Date(today));
    await tab.goto(site.address + path);
    const result = await work(tab, context);
    assert.deepEqual(errors, []);
    return result;
  } finally {
    await context.close();
  }
}
