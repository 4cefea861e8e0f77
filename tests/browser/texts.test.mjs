// The texts of a document through time: each with its page, found by day and by pair, cited to the
// item, with anchors that stay, and compared so that the changes are heard as well as seen.

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';

import { allFacts } from './support/facts.mjs';
import { Faults } from './support/faults.mjs';
import { resolveAddress } from './support/addresses.mjs';
import { TODAY, openSite } from './support/open.mjs';
import { EDITIONS, PAGES } from './support/site.mjs';

const PREFIX = { standard: '', senior: 'senior/' };
const ALLOWANCE = 'policies/2024/elderly-allowance';

/** The documents with several texts, and the first days of these. */
const TEXTS = new Map();
for (const file of PAGES) {
  const [, document, day] = file.match(/^((?!senior\/).*)\/(\d{4}-\d\d-\d\d)\.html$/) ?? [];
  if (day) TEXTS.set(document, [...(TEXTS.get(document) ?? []), day].sort());
}

const site = openSite();
const { onPage } = site;

const plus = (date, days) => new Date(Date.parse(date) + days * 864e5).toISOString().slice(0, 10);
const stateOf = (days, at) => {
  if (days[at] > TODAY) return 'coming';
  return at + 1 < days.length && days[at + 1] <= TODAY ? 'past' : 'current';
};

/** Presses Tab until the focus is on what a selector finds. */
async function tabTo(tab, selector, patience = 200) {
  for (let step = 0; step < patience; step += 1) {
    await tab.keyboard.press('Tab');
    if (await tab.evaluate((wanted) => document.activeElement.matches(wanted), selector)) return;
  }
  assert.fail(`Tab does not reach ${selector}`);
}

for (const edition of EDITIONS) {
  test(`${edition}: every text has its page, says whether it holds, and leads to today's`, async () => {
    assert.ok(TEXTS.size >= 8, `${TEXTS.size} documents with several texts`);
    await onPage('', async (tab) => {
      for (const [document, days] of TEXTS) {
        await tab.goto(`${site.address}${PREFIX[edition]}${document}.html`);
        const rows = await tab.$$eval('.texts-table tbody tr', (all) => all.map((row) => [
          row.dataset.from, row.querySelector('.text-state').className, row.querySelector('.view').href]));
        assert.deepEqual(rows.map(([from]) => from), days, document);
        for (const [at, [from, look, href]] of rows.entries()) {
          const state = stateOf(days, at);
          assert.ok(look.endsWith(`text-${state}`), `${document} ${from}: ${look}`);
          assert.equal(href, `${site.address}${PREFIX[edition]}${document}/${from}.html`);
          await tab.goto(href);
          const notice = tab.locator('.text-notice');
          assert.match(await notice.getAttribute('class'), new RegExp(`text-${state}$`));
          const words = { past: '这是历史文本', current: '这是现行文本', coming: '尚未施行的文本' }[state];
          assert.ok((await notice.textContent()).includes(words), href);
          const today = await notice.getByRole('link', { name: '查看现行文本' }).evaluate((link) => link.href);
          assert.equal(today, `${site.address}${PREFIX[edition]}${document}.html`);
        }
      }
    });
  });
}

test('the form for a day leads to the text of that day, on every day on which it matters', async () => {
  for (const [document, days] of TEXTS) {
    await onPage(`${document}.html`, async (tab) => {
      for (const [at, day] of days.entries()) {
        for (const [asked, expected] of [[day, at], [plus(day, 1), at], [plus(day, -1), at - 1]]) {
          await tab.goto(`${site.address}${document}.html`);
          await tab.fill('.text-day input', asked);
          if (expected < 0) {
            await tab.click('.text-day button');
            const answer = tab.locator('.tool-answer');
            assert.match(await answer.textContent(), /^这一天本文件尚未施行，最早的文本自\d+年\d+月\d+日起施行。$/);
            assert.equal(await answer.getAttribute('role'), 'status');
            assert.equal(tab.url(), `${site.address}${document}.html`);
          } else {
            await Promise.all([tab.waitForNavigation(), tab.click('.text-day button')]);
            assert.equal(tab.url(), `${site.address}${document}/${days[expected]}.html`, asked);
          }
        }
      }
    });
  }
});

test('the form for a pair leads to its comparison, whichever is named first', async () => {
  const several = [...TEXTS].filter(([, days]) => days.length > 2);
  assert.ok(several.length > 1);
  for (const [document, days] of several) {
    await onPage(`${document}.html`, async (tab) => {
      assert.deepEqual(await tab.$$eval('.text-pair select', (all) => all.map(({ value }) => value)), [days[0], days.at(-1)]);
      for (const from of days) {
        for (const to of days) {
          await tab.goto(`${site.address}${document}.html`);
          await tab.selectOption('.text-pair select[name=from]', from);
          await tab.selectOption('.text-pair select[name=to]', to);
          if (from === to) {
            await tab.click('.text-pair button');
            assert.equal(await tab.textContent('.tool-answer'), '请选两个不同的文本。');
          } else {
            await Promise.all([tab.waitForNavigation(), tab.click('.text-pair button')]);
            assert.equal(tab.url(), `${site.address}${document}/${[from, to].sort().join('_')}.html`);
            assert.equal(await tab.locator('.comparison').count(), 1);
          }
        }
      }
    });
  }
});

test('both forms work by keyboard alone, and a day before the first text is answered politely', async () => {
  const [document, days] = [...TEXTS].find(([, all]) => all.length > 2);
  const type = async (tab, day) => {
    await tabTo(tab, '.text-day input');
    const [year, month, date] = day.split('-');
    await tab.keyboard.type(`${month}${date}${year}`);
    assert.equal(await tab.inputValue('.text-day input'), day);
  };
  await onPage(`${document}.html`, async (tab) => {
    await type(tab, plus(days[0], -1));
    await tab.keyboard.press('Enter');
    assert.match(await tab.textContent('.tool-answer[role=status]'), /尚未施行/);
    assert.ok(await tab.evaluate(() => document.activeElement.matches('.text-day input')), 'the focus is lost');
    await tab.reload();
    await type(tab, plus(days[1], -1));
    await Promise.all([tab.waitForNavigation(), tab.keyboard.press('Enter')]);
    assert.equal(tab.url(), `${site.address}${document}/${days[0]}.html`);
    await tabTo(tab, '.text-pair select[name=from]');
    await tab.keyboard.press('ArrowDown');
    await tabTo(tab, '.text-pair button');
    await Promise.all([tab.waitForNavigation(), tab.keyboard.press('Enter')]);
    assert.equal(tab.url(), `${site.address}${document}/${days[1]}_${days.at(-1)}.html`);
  });
});

const CLIPBOARD = { permissions: ['clipboard-read', 'clipboard-write'] };
const clipboard = (tab) => tab.evaluate(() => navigator.clipboard.readText());

test('the number of an article opens the citation, by mouse and by keyboard, down to paragraph and item', async () => {
  await onPage(`${ALLOWANCE}.html`, async (tab) => {
    await tab.click('.article-no[href="#art-5"]');
    const panel = tab.locator('.cite');
    assert.equal(await panel.getAttribute('aria-label'), '引用第五条');
    assert.deepEqual(await panel.locator('option').allTextContents(), ['第五条', '第五条第一款', '第五条第二款']);
    await panel.locator('select').selectOption({ label: '第五条第二款' });
    await panel.locator('[data-copy=words]').click();
    const words = '《望川市高龄津贴发放管理办法》（望政发〔2024〕3号）第五条第二款';
    assert.equal(await clipboard(tab), words);
    assert.equal(await panel.locator('[role=status]').textContent(), `已复制：${words}`);
    await panel.locator('[data-copy=link]').click();
    assert.equal(await clipboard(tab), `${site.address}${ALLOWANCE}.html#art-5-2`);
    // Again by keyboard: the panel of another article takes the place of the first.
    await tab.focus('.article-no[href="#art-14"]');
    await tab.keyboard.press('Enter');
    assert.equal(await panel.count(), 1);
    await tabTo(tab, '.cite select', 2);
    await tab.keyboard.press('ArrowDown');
    await tab.keyboard.press('ArrowDown');
    await tabTo(tab, '[data-copy=words]', 1);
    await tab.keyboard.press('Enter');
    await tab.waitForFunction(() => document.querySelector('.cite [role=status]').textContent !== '');
    assert.match(await clipboard(tab), /^《望川市高龄津贴发放管理办法》（望政发〔2024〕3号）第十四条第一款第一项$|^《望川市高龄津贴发放管理办法》（望政发〔2024〕3号）第十四条第[一二]项$/);
  }, CLIPBOARD);
});

test('a renumbered article is cited by its number in this text, with its permanent anchor', async () => {
  let seen = 0;
  for (const [document, days] of TEXTS) {
    await onPage(`${document}/${days.at(-1)}.html`, async (tab) => {
      const moved = await tab.$$eval('p.article[data-at]', (all) => all.map((article) => [article.id, article.dataset.at]));
      for (const [id, at] of moved.filter(([own, now]) => own !== now)) {
        const number = tab.locator(`[id="${id}"] .article-no`);
        const name = (await number.textContent()).trim();
        await number.click();
        const panel = tab.locator('.cite');
        await panel.locator('[data-copy=words]').click();
        assert.ok((await clipboard(tab)).endsWith(`）${name}`) || (await clipboard(tab)).endsWith(`》${name}`), `${id} ${at}: ${await clipboard(tab)}`);
        await panel.locator('[data-copy=link]').click();
        assert.equal(await clipboard(tab), `${site.address}${document}/${days.at(-1)}.html#${id}`);
        seen += 1;
      }
    }, CLIPBOARD);
  }
  assert.ok(seen > 2, `${seen} renumbered articles`);
});

/** Articles that a later text has dropped, with all their words. */
const LOST = new Set(['policies/2019/linjiang-water-supply#art-12']);

test('every fragment that a page names is there, and anchors of earlier texts live on', async () => {
  const facts = await allFacts();
  const faults = new Faults();
  let fragments = 0;
  for (const page of facts.values()) {
    for (const { value } of page.addresses) {
      const target = value.includes('#') ? resolveAddress(value, page.file) : null;
      if (!target?.file || !target.fragment || !facts.has(target.file)) continue;
      fragments += 1;
      faults.unless(facts.get(target.file).ids.includes(target.fragment), `${value} is not there`, page.file);
    }
  }
  // What an older text was cited by leads somewhere in each newer one.
  for (const [document, days] of TEXTS) {
    for (const [at, newer] of days.entries()) {
      const ids = new Set(facts.get(`${document}/${newer}.html`).ids);
      for (const older of days.slice(0, at)) {
        const articles = facts.get(`${document}/${older}.html`).ids.filter((id) => /^art-\d+(_\d+)?(v\d+)?$/.test(id));
        const lost = articles.filter((id) => !ids.has(id));
        // A removed article has no heir; then none of its neighbours takes its name either.
        lost.forEach((id) => faults.unless(LOST.has(`${document}#${id}`), `${id} of ${older} is lost`, `${document}/${newer}.html`));
      }
    }
  }
  assert.ok(fragments > 2_000, `${fragments} fragments`);
  faults.assertNone();
});

test('the anchor of a merged article leads to its heir', async () => {
  const water = 'policies/2019/linjiang-water-supply';
  await onPage(`${water}.html#art-14`, async (tab) => {
    const heir = await tab.$eval('#art-14', (anchor) => [anchor.localName, anchor.closest('.prose p') !== null]);
    assert.deepEqual(heir, ['span', true]);
    const { top } = await tab.$eval('#art-14', (anchor) => anchor.closest('p').getBoundingClientRect().toJSON());
    assert.ok(top >= 0 && top < 900, 'the heir is not on the screen');
  });
});

/** The accessibility tree of main in reading order: what a screen reader says, a block a line. */
async function transcript(tab, context) {
  const session = await context.newCDPSession(tab);
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const lines = [];
  let line = '';
  const flush = () => {
    if (line.trim()) lines.push(line.trim());
    line = '';
  };
  const BLOCKS = {
    paragraph: '', heading: '标题：', row: '行：', list: '', listitem: '项：', caption: '表题：', Figcaption: '', region: '', article: '', LabelText: '',
    DescriptionList: '', term: '', definition: '', DescriptionListTerm: '', DescriptionListDetail: '', table: '', rowgroup: '', form: '', button: '', status: '', group: '', legend: '', Legend: '',
  };
  const MARKS = { deletion: ['〔删〕', '〔/删〕'], insertion: ['〔增〕', '〔/增〕'], link: ['〔链接〕', ''] };
  const CELLS = ['cell', 'gridcell', 'columnheader', 'rowheader'];
  const walk = (node) => {
    const role = node.role?.value;
    if (role === 'StaticText') line += node.name?.value ?? '';
    if (role === 'StaticText' || role === 'InlineTextBox') return;
    const block = Object.hasOwn(BLOCKS, role);
    if (block) flush();
    if (block) line += BLOCKS[role];
    line += MARKS[role]?.[0] ?? '';
    (node.childIds ?? []).map((id) => byId.get(id)).filter(Boolean).forEach(walk);
    line += MARKS[role]?.[1] ?? '';
    if (CELLS.includes(role)) line += '｜';
    if (block) flush();
  };
  walk(nodes.find((node) => node.role?.value === 'main'));
  flush();
  return lines.map((one) => one.replace(/\s+/g, ' '));
}

const COMPARISON = `${ALLOWANCE}/2024-06-01_2026-07-01.html`;

test('a comparison reads sensibly to a screen reader', async () => {
  const file = new URL('./expected/elderly-allowance-comparison.txt', import.meta.url);
  await onPage(COMPARISON, async (tab, context) => {
    // The table of texts and its forms stand on every page of the document.
    const [said] = (await transcript(tab, context)).join('\n').split('\n标题：历次文本');
    if (process.env.UPDATE_GOLDEN) writeFileSync(file, `${said}\n`);
    assert.equal(said, readFileSync(file, 'utf8').trimEnd());
  });
});

test('what was deleted and inserted is said in words and by role', async () => {
  for (const [document, days] of TEXTS) {
    await onPage(`${document}/${days.at(-2)}_${days.at(-1)}.html`, async (tab, context) => {
      const marks = await tab.$$eval('.unit :is(del, ins)', (all) => all.map((mark) => [mark.localName, mark.textContent]));
      assert.ok(marks.length > 0, document);
      for (const [name, words] of marks) {
        assert.match(words, name === 'del' ? /^(删去|由)“.+”$/s : /^(增加|改为)“.+”$/s, document);
      }
      const session = await context.newCDPSession(tab);
      const { nodes } = await session.send('Accessibility.getFullAXTree');
      const count = (role) => nodes.filter((node) => node.role?.value === role).length;
      const legend = 1;
      assert.equal(count('deletion'), marks.filter(([name]) => name === 'del').length + legend);
      assert.equal(count('insertion'), marks.filter(([name]) => name === 'ins').length + legend);
    });
  }
});

for (const [name, options] of [['on paper', { media: 'print' }], ['in forced colours', { forcedColors: 'active' }]]) {
  test(`${name}, deletions are struck and insertions underlined, without need of colour`, async () => {
    await onPage(COMPARISON, async (tab) => {
      await tab.emulateMedia(options);
      const looks = await tab.$$eval('.unit :is(del, ins)', (all) => all.map((mark) => {
        const style = getComputedStyle(mark);
        return [mark.localName, style.textDecorationLine, mark.checkVisibility({ visibilityProperty: true, opacityProperty: true })
          && mark.getBoundingClientRect().width > 0, parseFloat(style.fontSize)];
      }));
      assert.ok(looks.length > 10);
      for (const [mark, line, visible, size] of looks) {
        assert.deepEqual([line, visible, size > 0], [mark === 'del' ? 'line-through' : 'underline', true, true]);
      }
    });
  });
}
