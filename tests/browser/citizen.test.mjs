// A citizen with one question: which subsidy rule binds me today, and what did the last change bring?
// Three activations from the home page, with a mouse or by keyboard alone, with scripts or without.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { enter, tabTo } from './support/keyboard.mjs';
import { openSite } from './support/open.mjs';
import { EDITIONS } from './support/site.mjs';

const RULE = /印发《望川市高龄津贴发放管理办法》的通知|^高龄津贴发放管理办法$/;
const CHANGE = /^查看2026年7月1日修改了什么$/;

// What is chosen on each page, and where: the way of each edition's own home page.
const WAYS = {
  standard: [['main', /^老年人/], ['main', RULE], ['.validity-box', CHANGE]],
  senior: [['main', /养老/], ['main', RULE], ['.validity-box', CHANGE]],
};

const site = openSite();

async function byKeyboard(tab, [place, wanted]) {
  const tabs = await tabTo(tab, place, wanted);
  await enter(tab);
  return tabs;
}

async function byMouse(tab, [place, wanted]) {
  const link = tab.locator(place).getByRole('link', { name: wanted }).first();
  await Promise.all([tab.waitForNavigation({ waitUntil: 'load' }), link.click()]);
  return 0;
}

async function goes(edition, scripts, hand) {
  await site.onPage(edition === 'senior' ? 'senior/' : '', async (tab) => {
    let activations = 0;
    const tabs = [];
    for (const step of WAYS[edition]) {
      tabs.push(await hand(tab, step));
      activations += 1;
      if (activations === 2) await bindsToday(tab);
    }
    assert.equal(activations, 3);
    await saysWhatChanged(tab);
    assert.ok(tab.url().includes('/senior/') === (edition === 'senior'), 'the way leaves its edition');
    if (hand === byKeyboard) console.log(`${edition}, scripts ${scripts ? 'on' : 'off'}: Tabs ${tabs.join(' + ')}`);
  }, { javaScriptEnabled: scripts });
}

/** The second page answers the first question: it binds, in a changed text, and why. */
async function bindsToday(tab) {
  const box = tab.locator('.validity-box');
  assert.equal((await box.locator('.validity').textContent()).trim(), '已修改');
  assert.match(await box.textContent(), /自2026年7月1日起已修改/);
  assert.match(await box.textContent(), /自2024年6月1日起施行，有效期至2029年5月31日/);
  assert.match(await box.locator('.history-list').textContent(), /望政发〔2026〕5号/);
  // The label stands in the page head as well, which comes first.
  const { bottom } = await tab.locator('main .validity').first().evaluate((label) => label.getBoundingClientRect().toJSON());
  assert.ok(bottom < 2 * 900, `the validity stands far down the page: ${bottom} px`);
}

/** The third page answers the second: what it was, and what it is. */
async function saysWhatChanged(tab) {
  assert.match(await tab.locator('h1').textContent(), /2024年6月1日文本与2026年7月1日文本对照/);
  assert.ok(await tab.locator('[aria-labelledby="figures"] tbody tr').count() > 0);
  assert.ok(await tab.locator('.compared del').count() > 0 && await tab.locator('.compared ins').count() > 0);
}

for (const edition of EDITIONS) {
  for (const scripts of [true, false]) {
    for (const [name, hand] of [['with a mouse', byMouse], ['by keyboard alone', byKeyboard]]) {
      test(`${edition}, scripts ${scripts ? 'on' : 'off'}: three steps ${name}`, async () => {
        await goes(edition, scripts, hand);
      });
    }
  }
}
