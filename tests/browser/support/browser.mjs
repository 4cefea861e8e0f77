// Debian's Chromium, and work spread over a few of its tabs.

import { availableParallelism } from 'node:os';
import { chromium } from 'playwright-core';

// A test must not talk to anything but the site under test, and a machine without a network
// refuses each of Chromium's own look-ups slowly.
const FLAGS = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export async function launch() {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: FLAGS,
  });
  return { browser, stop: () => browser.close() };
}

/** One tab more than cores: while one tab loads, the others compute. */
const TABS = availableParallelism() + 1;

/** Runs `work(tab, item)` for every item, each tab taking the next item when it is free. */
export async function overTabs(browser, contextOptions, items, work) {
  const queue = [...items];
  const context = await browser.newContext(contextOptions);
  const drain = async () => {
    const tab = await context.newPage();
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(tab, item);
  };
  try {
    await Promise.all(Array.from({ length: Math.min(TABS, items.length) }, drain));
  } finally {
    await context.close();
  }
}
