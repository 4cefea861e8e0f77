// Ten journeys through the public calendar (定时公开), by keyboard alone and with what a screen reader
// says on the way: in both editions, with scripts and without. What is said stands in expected/calendar/,
// to be read line by line as somebody would want to hear it.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { report, runAxe } from './support/axe.mjs';
import { overTabs } from './support/browser.mjs';
import { Faults } from './support/faults.mjs';
import { enter, seenFocus, tabTo } from './support/keyboard.mjs';
import { WIDE, openSite } from './support/open.mjs';
import { hear, heard, listen } from './support/reader.mjs';
import { EDITIONS } from './support/site.mjs';

const site = openSite();

const PREFIX = { standard: '', senior: 'senior/' };
// Without scripts both editions are the same templates, so the second is not walked again.
const VARIANTS = [
  { edition: 'standard', scripts: true },
  { edition: 'standard', scripts: false },
  { edition: 'senior', scripts: true },
];
/** Journeys side by side: while one page loads, another is read. */
const TOGETHER = { concurrency: 3 };

const exactly = (words) => new RegExp(`^${words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`);

/** One reader on the way: goes by keys alone and notes what is heard. */
class Reader {
  said = [];

  constructor(tab, edition) {
    Object.assign(this, { tab, edition });
  }

  note(...lines) {
    this.said.push(...lines);
  }

  async hear(selector) {
    this.note(...await hear(this.tab, selector));
  }

  /** The skip link is the first stop of every page and leads to what the page is about. */
  async skip() {
    await this.tab.keyboard.press('Tab');
    assert.equal((await seenFocus(this.tab)).text, '跳到正文', this.tab.url());
    await this.tab.keyboard.press('Enter');
    assert.equal(await this.tab.evaluate(() => document.activeElement.localName), 'main', this.tab.url());
  }

  /** Goes to a link by Tab, from the beginning of the page's own text. */
  async reach(name, place = 'main') {
    await this.skip();
    await tabTo(this.tab, place, exactly(name));
    this.note(`◆ 按Tab到“${name}”，按回车`);
  }

  async follow(name, place) {
    await this.reach(name, place);
    await enter(this.tab);
    assert.ok(this.tab.url().includes('/senior/') === (this.edition === 'senior'), 'the way leaves its edition');
  }

  /** Takes the file to which a link leads. */
  async take(name) {
    await this.reach(name);
    const [download] = await Promise.all([this.tab.waitForEvent('download'), this.tab.keyboard.press('Enter')]);
    return readFileSync(await download.path(), 'utf8');
  }

  /** Begins to move through the grid: its one stop is today, where the month has it. */
  async enterGrid() {
    await this.skip();
    await tabTo(this.tab, '.month', /./);
    const [grid] = await hear(this.tab, '.month');
    this.note('◆ 按Tab到月历', grid);
    await this.hear('.month td:focus');
    await listen(this.tab, '.month-grid');
  }

  /** Presses keys in the grid and notes what is heard; the focus stays in it and can be seen. */
  async press(...keys) {
    for (const key of keys) {
      await this.tab.keyboard.press(key);
      assert.ok((await seenFocus(this.tab, '.month')).inside, `${key} leads out of the grid`);
      this.note(`◆ 按${key}`, await heard(this.tab));
    }
  }

  /** Turns the page by a key: the focus is in the grid of another month. */
  async turn(key) {
    await Promise.all([this.tab.waitForNavigation({ waitUntil: 'load' }), this.tab.keyboard.press(key)]);
    assert.ok((await seenFocus(this.tab, '.month td')).inside, `${key} leads out of the grid`);
    this.note(`◆ 按${key}`);
    await this.hear('h1');
    await this.hear('.month td:focus');
    await listen(this.tab, '.month-grid');
  }
}

const JOURNEYS = [
  {
    name: '01 从首页到日历',
    from: '',
    async way(reader) {
      if (reader.edition === 'standard') await reader.hear('.home-calendar');
      await reader.follow('查看定时公开日历');
      await reader.hear('h1');
      await reader.hear('.month-summary');
      await reader.follow('重大建设项目进度', '.month-list');
      await reader.hear('h1');
    },
    // The home page of this edition stays simple and only leads to the calendar.
    ownIn: { senior: '01 从长辈版首页到日历' },
  },
  {
    name: '02 读本月列表',
    from: 'calendar/',
    way: (reader) => reader.hear('.month-list'),
  },
  {
    name: '03 上月和下月',
    from: 'calendar/',
    async way(reader) {
      await reader.follow('上月：2026年10月');
      await reader.hear('h1');
      await reader.hear('.month-summary');
      await reader.follow('下月：2026年11月');
      await reader.hear('h1');
      await reader.follow('2025年1月');
      await reader.hear('nav[aria-labelledby=months]');
    },
  },
  {
    name: '03 在月历中翻月',
    from: 'calendar/2026-12.html',
    only: { scripts: true },
    async way(reader) {
      await reader.enterGrid();
      await reader.turn('PageUp');
      await reader.turn('PageUp');
      await reader.press('ArrowRight');
      await reader.turn('PageDown');
    },
  },
  {
    name: '04 在月历中走动',
    from: 'calendar/',
    only: { scripts: true },
    async way(reader) {
      await reader.enterGrid();
      await reader.press('ArrowRight', 'ArrowDown', 'ArrowUp', 'ArrowLeft', 'Home', 'End', 'Control+End', 'ArrowRight');
      await reader.press('Control+Home', 'ArrowLeft', 'ArrowDown', 'ArrowDown', 'Home', 'ArrowRight');
      await reader.press('Enter', 'Tab', 'Escape', 'Enter');
      await reader.tab.keyboard.press('Enter');
      reader.note('◆ 按Enter');
      await reader.hear('h3:focus');
      await reader.tab.keyboard.press('Tab');
      reader.note('◆ 按Tab', (await seenFocus(reader.tab)).text);
    },
  },
  {
    name: '04 没有脚本时的月历',
    from: 'calendar/',
    only: { scripts: false },
    way: (reader) => reader.hear('.month-grid'),
  },
  {
    name: '05 今年哪些单位逾期',
    from: 'calendar/',
    async way(reader) {
      await reader.follow('各单位公开情况');
      await reader.hear('.punctuality');
      await reader.follow('望川市发展和改革局');
      await reader.hear('[aria-labelledby=overdue]');
      await reader.hear('.punctuality');
      await reader.follow('重大建设项目进度', '[aria-labelledby=overdue]');
      await reader.hear('h1');
    },
  },
  {
    name: '06 一个事项两年的公开情况',
    from: 'calendar/',
    async way(reader) {
      await reader.follow('定时公开事项总表');
      await reader.follow('重大建设项目进度');
      await reader.hear('main');
    },
  },
  {
    name: '07 从公开情况到公开的内容',
    from: 'calendar/',
    async way(reader) {
      await reader.follow('城乡低保和特困供养资金发放情况');
      await reader.follow('公开内容：城乡低保和特困供养资金发放情况（2026年9月）');
      await reader.hear('h1');
    },
  },
  {
    name: '07 从日历到公开的文件',
    from: 'calendar/',
    async way(reader) {
      await reader.follow('公开内容：高龄津贴发放情况（2026年10月）', '.month-list');
      await reader.hear('h1');
    },
  },
  {
    name: '08 按主题找事项',
    from: 'calendar/',
    async way(reader) {
      await reader.follow('按主题查看');
      await reader.hear('.punctuality');
      await reader.follow('民政、扶贫、救灾');
      await reader.hear('[aria-labelledby=items]');
      await reader.follow('高龄津贴发放情况', '[aria-labelledby=items]');
      await reader.hear('h1');
      await reader.hear('dl.page-head');
    },
  },
  {
    name: '09 免予公开和没有放假安排的年份',
    from: 'calendar/',
    async way(reader) {
      await reader.follow('2027年1月');
      await reader.hear('h1');
      await reader.hear('.notice');
      await reader.follow('食品安全监督抽检结果');
      await reader.hear('[aria-label="2025年公开情况"]');
    },
  },
  {
    name: '10 订阅日历',
    from: 'calendar/',
    async way(reader) {
      await takesCalendar(reader, '定时公开');
      for (const [page, title] of [['units/finance/', '望川市财政局'], ['items/ds-10.html', '城乡低保和特困供养资金发放情况']]) {
        await reader.tab.goto(`${site.address}${PREFIX[reader.edition]}calendar/${page}`);
        await takesCalendar(reader, `定时公开：${title}`);
      }
    },
  },
];

/** The link says whose calendar it is, and so does the file. */
async function takesCalendar(reader, title) {
  const file = await reader.take(`用日历软件订阅“${title}”（ICS）`);
  const unfolded = file.replaceAll('\r\n ', '');
  assert.ok(unfolded.startsWith('BEGIN:VCALENDAR\r\n') && unfolded.endsWith('END:VCALENDAR\r\n'), title);
  reader.note(`得到日历：${unfolded.match(/^X-WR-CALNAME:(.*)\r$/m)?.[1]}`);
}

function compare(name, said) {
  const file = new URL(`./expected/calendar/${name}.txt`, import.meta.url);
  if (process.env.UPDATE_GOLDEN) writeFileSync(file, `${said.join('\n')}\n`);
  assert.equal(said.join('\n'), readFileSync(file, 'utf8').trimEnd());
}

describe('journeys by keyboard and ear', TOGETHER, () => {
  for (const { name, from, way, only, ownIn } of JOURNEYS) {
    for (const { edition, scripts } of VARIANTS.filter((one) => !only || only.scripts === one.scripts)) {
      test(`${name}: ${edition}, scripts ${scripts ? 'on' : 'off'}`, async () => {
        await site.onPage(PREFIX[edition] + from, async (tab) => {
          const reader = new Reader(tab, edition);
          await way(reader);
          compare(ownIn?.[edition] ?? name, reader.said);
        }, { javaScriptEnabled: scripts });
      });
    }
  }
});

// What the demo cannot have on its day: something due today, a deadline in a year without a holiday notice.
const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url));
const PORTAL = resolve(REPOSITORY, process.env.PORTAL_BIN
  ?? join(process.env.CARGO_TARGET_DIR ?? 'target', 'release/portal'));
const STATES = join(REPOSITORY, 'tests/sites/calendar');
const STATES_DAY = readFileSync(join(STATES, 'as_of'), 'utf8').trim();

describe('the small site that has every state', TOGETHER, () => {
  let folder;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'portal-calendar-'));
    cpSync(join(STATES, 'content'), join(folder, 'content'), { recursive: true });
    cpSync(join(REPOSITORY, 'tests/support/site.yaml'), join(folder, 'content/site.yaml'));
    await promisify(execFile)(PORTAL, ['build', '--root', folder, '--as-of', STATES_DAY, '--no-index', '--out', join(folder, 'public')]);
  });

  after(() => rmSync(folder, { recursive: true, force: true }));

  /** The page at a path of the small site, in the place of the demo's. */
  async function onSmallSite(path, work, options = {}) {
    const answer = (route) => {
      const asked = decodeURIComponent(new URL(route.request().url()).pathname);
      const file = join(folder, 'public', asked.endsWith('/') ? `${asked}index.html` : asked);
      return route.fulfill(existsSync(file) ? { path: file } : { status: 404 });
    };
    await site.onPage('robots.txt', async (tab, context) => {
      await context.route(`${site.address}**`, answer);
      await tab.goto(site.address + path);
      await work(tab);
    }, { today: `${STATES_DAY}T12:00:00+08:00`, ...options });
  }

  test('01 what is due today and what is overdue, heard on the home page', async () => {
    await onSmallSite('', async (tab) => {
      const reader = new Reader(tab, 'standard');
      await reader.hear('.home-calendar');
      await reader.follow('统计数据');
      await reader.hear('h1');
      compare('01 首页：今日到期和逾期', reader.said);
    });
  });

  test('02 and 09 every state heard in the list of a month', async () => {
    await onSmallSite('calendar/', async (tab) => {
      const reader = new Reader(tab, 'standard');
      await reader.hear('.month-list');
      await reader.follow('2027年1月');
      await reader.hear('.notice');
      await reader.hear('.month-list');
      compare('09 各种情况', reader.said);
    });
  });

  test('nothing needs colour: in forced colours each state has its own word and its own shape', async () => {
    for (const options of [{ forcedColors: 'active' }, { forcedColors: 'active', colorScheme: 'dark' }]) {
      await onSmallSite('calendar/', async (tab) => {
        const states = await tab.$$eval('.month-list .duty, .month-grid .duty', (all) => all.map((duty) => {
          const shape = getComputedStyle(duty, '::before');
          const word = duty.querySelector('strong') ?? duty;
          const { color, backgroundColor, forcedColorAdjust } = getComputedStyle(word);
          return {
            name: duty.classList[1],
            word: word.textContent.replace(/\d+/g, '#'),
            shape: [shape.clipPath, shape.borderRadius, shape.borderWidth, shape.inlineSize].join(' '),
            drawn: parseFloat(shape.borderTopWidth) > 0 && shape.forcedColorAdjust === 'auto',
            seen: word.checkVisibility({ opacityProperty: true, visibilityProperty: true })
              && word.getBoundingClientRect().width > 20 && forcedColorAdjust === 'auto' && color !== backgroundColor,
          };
        }));
        assert.deepEqual(states.filter(({ drawn, seen }) => !drawn || !seen), []);
        const names = [...new Set(states.map(({ name }) => name))].sort();
        assert.deepEqual(names, ['done', 'exempt', 'late', 'overdue', 'today', 'upcoming'].map((name) => `duty-${name}`));
        const shapes = new Map(states.map(({ name, shape }) => [name, shape]));
        assert.equal(new Set(shapes.values()).size, names.length, JSON.stringify([...shapes]));
        for (const { name, word } of states) {
          assert.ok(states.every((other) => (other.word === word) <= (other.name === name)), `${word} stands for two states`);
        }
      }, options);
    }
  });
});

describe('the grid by keyboard', TOGETHER, () => {
  for (const [edition, page] of [['standard', 'calendar/'], ['senior', 'calendar/'], ['standard', 'calendar/units/finance/']]) {
    test(`${edition} ${page}: one stop, every day, no way out but Tab`, async () => {
      await site.onPage(PREFIX[edition] + page, async (tab) => {
        const reader = new Reader(tab, edition);
        await reader.enterGrid();
        const stops = () => tab.$$eval('.month :is(td, a)', (all) => all.filter(({ tabIndex }) => tabIndex === 0).length);
        const day = () => tab.evaluate(() => document.activeElement.querySelector('time').dateTime);
        assert.equal(await day(), '2026-11-23');
        await tab.keyboard.press('Control+Home');
        const days = [await day()];
        for (let at = 1; at < 30; at += 1) {
          await tab.keyboard.press('ArrowRight');
          await seenFocus(tab);
          days.push(await day());
          assert.equal(await stops(), 1, days.at(-1));
        }
        assert.deepEqual(days, Array.from({ length: 30 }, (_, at) => `2026-11-${String(at + 1).padStart(2, '0')}`));
        // No letter is a shortcut: readers with a screen reader or by speech type them for other ends.
        for (const key of 'abcdefghijklmnopqrstuvwxyz') await tab.keyboard.press(key);
        assert.equal(await day(), '2026-11-30');
        await tab.keyboard.press('Tab');
        assert.equal((await seenFocus(tab, '.month')).inside, false, 'Tab stays in the grid');
        await tab.keyboard.press('Shift+Tab');
        assert.equal(await day(), '2026-11-30', 'the grid forgets where the reader was');
      });
    });
  }

  test('links of a day are stops only while the reader is in it, and the last month has no next', async () => {
    await site.onPage('calendar/', async (tab) => {
      const reader = new Reader(tab, 'standard');
      await reader.enterGrid();
      const stops = () => tab.$$eval('.month a', (all) => all.filter(({ tabIndex }) => tabIndex === 0).length);
      await tab.keyboard.press('Enter');
      assert.equal(await stops(), 1);
      await tab.keyboard.press('Escape');
      assert.equal((await seenFocus(tab, 'td')).inside, true);
      await tab.keyboard.press('Enter');
      await tab.keyboard.press('Tab');
      assert.equal(await stops(), 0, 'a day that was left keeps its links in the order of Tab');
      await tab.goto(`${site.address}calendar/2027-02.html`);
      await reader.enterGrid();
      await tab.keyboard.press('PageDown');
      assert.equal((await seenFocus(tab, '.month td')).inside, true);
      assert.ok(tab.url().includes('2027-02'));
    });
  });
});

const PAGES = ['calendar/', 'calendar/2026-10.html', 'calendar/2027-02.html', 'calendar/items/ds-16.html', 'calendar/schedule.html',
  'calendar/units/', 'calendar/units/development-reform/', 'calendar/topics/', 'calendar/topics/t17/'];
const inEditions = (pages) => EDITIONS.flatMap((edition) => pages.map((page) => PREFIX[edition] + page));

test('at 320 px nothing scrolls sideways, and the focus stays to be seen from the first link to the last', async () => {
  const faults = new Faults();
  await overTabs(site.browser, { viewport: { width: 320, height: 640 } }, inEditions(PAGES), async (tab, page) => {
    await tab.goto(site.address + page);
    const width = await tab.evaluate(() => document.documentElement.scrollWidth);
    faults.unless(width <= 320, `is ${width} px wide`, page);
  });
  faults.assertNone();
  await site.onPage('calendar/', async (tab) => {
    const reader = new Reader(tab, 'standard');
    await reader.reach('2025年12月');
  }, { viewport: { width: 320, height: 640 } });
});

for (const colorScheme of ['light', 'dark']) {
  test(`no axe violation on any kind of calendar page, ${colorScheme}`, async () => {
    const faults = new Faults();
    await overTabs(site.browser, { ...WIDE, colorScheme }, inEditions(PAGES), async (tab, page) => {
      await tab.goto(site.address + page);
      report(faults, page, await runAxe(tab));
    });
    faults.assertNone();
  });
}
