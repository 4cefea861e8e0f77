// What the rules for government sites ask of every page: the <meta> tags of 国办发〔2017〕47号, the
// items of the footer, and a page that says what it is (title, one main heading, language).

import assert from 'node:assert/strict';
import { before, test } from 'node:test';

import { siteOrigin } from './support/addresses.mjs';
import { allFacts } from './support/facts.mjs';
import { Faults } from './support/faults.mjs';
import { isRedirect } from './support/kinds.mjs';
import { DOCUMENTS, editionOf, pathInEdition } from './support/site.mjs';

// 国办发〔2017〕47号, 附件《网页设计规范》, values of ColumnType that this program may use.
const COLUMN_TYPES = [
  '首页', '概况信息', '机构职能', '负责人信息', '工作动态', '政策文件', '信息公开指南', '信息公开目录',
  '信息公开年报', '依申请公开', '数据发布', '数据开放', '政策解读', '回应关切', '办事服务', '咨询投诉',
  '征集调查', '在线访谈',
];

const SITE_TAGS = { SiteName: /\S/, SiteDomain: /^[a-z0-9.-]+$/, SiteIDCode: /^(bm\d{8}|\d{10})$/ };
const COLUMN_TAGS = {
  ColumnName: /\S/, ColumnDescription: /\S/, ColumnKeywords: /\S/,
  ColumnType: new RegExp(`^(${COLUMN_TYPES.join('|')})$`),
};
const ARTICLE_TAGS = {
  ArticleTitle: /\S/, PubDate: /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}$/, ContentSource: /\S/,
};

// Each has its article in the 底部功能区 of the same rules; the formats are those of the ministries.
const FOOTER_TEXTS = {
  '网站标识码': /(?<!\d)(bm\d{8}|\d{10})(?!\d)/,
  '主办单位': /主办/,
  '联系方式': /\d{3,4}-\d{7,8}/,
  'ICP备案编号': /[\u4e00-\u9fff]ICP备\d{8}号(-\d+)?/,
  '公安机关备案标识': /[\u4e00-\u9fff]公网安备\s?\d{14}号/,
  '党政机关网站标识': /党政机关/,
};
const FOOTER_LINKS = { '我为政府网站找错': /找错/, '站点地图': /(网站|站点)地图/ };

let facts;
let pages;

before(async () => {
  facts = await allFacts();
  pages = [...facts.values()].filter((page) => !isRedirect(page));
});

const isContent = ({ file, kind }) =>
  kind !== 'redirect' && DOCUMENTS.has(pathInEdition(file));
const isColumn = (page) => !isContent(page) && page.kind !== '404';

function checkTags(faults, page, tags) {
  for (const [name, pattern] of Object.entries(tags)) {
    const value = page.meta[name];
    if (value === undefined) faults.add(`${page.kind}: no <meta name="${name}">`, page.file);
    else faults.unless(pattern.test(value), `${page.kind}: ${name} is “${value}”`, page.file);
  }
}

function assertEach(chosen, check) {
  const faults = new Faults();
  for (const page of chosen) check(faults, page);
  faults.assertNone();
}

test('every page names its site: SiteName, SiteDomain, SiteIDCode', () => {
  const host = new URL(siteOrigin(facts)).hostname;
  assertEach(pages, (faults, page) => {
    checkTags(faults, page, SITE_TAGS);
    faults.unless(page.meta.SiteDomain === host, `SiteDomain is not ${host}`, page.file);
  });
});

test('every page of a column and every document names its column', () => {
  assertEach(pages.filter(({ kind }) => kind !== '404'), (faults, page) => {
    checkTags(faults, page, COLUMN_TAGS);
  });
});

test('the home page, and no other, is of the column type 首页', () => {
  assertEach(pages, (faults, page) => {
    const isHome = page.meta.ColumnType === '首页';
    faults.unless(isHome === (page.kind === 'home'), `ColumnType is ${page.meta.ColumnType}`, page.file);
  });
});

test('every document names its title, its date and its source, as the list of documents has them', () => {
  assert.ok(DOCUMENTS.size > 0, 'data/documents.json names no document');
  assertEach(pages.filter(isContent), (faults, page) => {
    const { title, published } = DOCUMENTS.get(pathInEdition(page.file));
    checkTags(faults, page, ARTICLE_TAGS);
    faults.unless(page.meta.ArticleTitle === title, `ArticleTitle is not “${title}”`, page.file);
    faults.unless(page.meta.PubDate?.startsWith(`${published} `),
      `PubDate ${page.meta.PubDate} is not ${published}`, page.file);
  });
});

test('no page that is not a document carries the tags of one', () => {
  assertEach(pages.filter(isColumn), (faults, page) => {
    for (const name of ['ArticleTitle', 'PubDate']) {
      faults.unless(page.meta[name] === undefined, `${page.kind}: has ${name}`, page.file);
    }
  });
});

test('no <meta> name stands twice on a page', () => {
  assertEach(pages, (faults, page) => {
    // theme-color alone may repeat: once for light and once for dark.
    const names = page.metas.map(({ name }) => name).filter((name) => name !== 'theme-color');
    const twice = names.filter((name, index) => names.indexOf(name) !== index);
    for (const name of twice) faults.add(`<meta name="${name}"> stands twice`, page.file);
  });
});

test('the footer of every page holds every item that the rules ask for', () => {
  assertEach(pages, (faults, page) => {
    if (!page.footer) {
      faults.add(`${page.kind}: has no <footer>`, page.file);
      return;
    }
    const seen = [page.footer.text, ...page.footer.images].join(' ');
    for (const [item, pattern] of Object.entries(FOOTER_TEXTS)) {
      faults.unless(pattern.test(seen), `footer lacks ${item}`, page.file);
    }
    for (const [item, pattern] of Object.entries(FOOTER_LINKS)) {
      const link = page.footer.links.find(({ text }) => pattern.test(text));
      faults.unless(link, `footer lacks the link ${item}`, page.file);
    }
    faults.unless(page.footer.text.includes(page.meta.SiteIDCode),
      'the 网站标识码 of the footer is not that of the <meta> tag', page.file);
  });
});

test('every page has one main part and one main heading', () => {
  assertEach(pages, (faults, page) => {
    faults.unless(page.mains === 1, `${page.kind}: ${page.mains} <main>`, page.file);
    faults.unless(page.headings.length === 1, `${page.kind}: ${page.headings.length} <h1>`, page.file);
    faults.unless(page.headings.every((text) => text !== ''), `${page.kind}: empty <h1>`, page.file);
  });
});

const squeeze = (text) => text.replace(/\s+/g, '');

test('every title begins with the heading of the page and goes on to name the site', () => {
  assertEach(pages, (faults, page) => {
    const title = squeeze(page.title);
    const [heading = ''] = page.headings;
    const name = page.kind === 'home' ? page.meta.SiteName ?? '' : heading;
    faults.unless(title.startsWith(squeeze(name)),
      `${page.kind}: title “${page.title}” does not begin with “${name}”`, page.file);
    faults.unless(title.includes(squeeze(page.meta.SiteName ?? '')),
      `${page.kind}: title does not name the site`, page.file);
  });
});

test('no two pages of an edition have the same title', () => {
  const faults = new Faults();
  const files = new Map();
  for (const page of pages) {
    const key = `${editionOf(page.file)}: ${page.title}`;
    files.set(key, [...(files.get(key) ?? []), page.file]);
  }
  for (const [title, same] of files) {
    if (same.length > 1) same.forEach((file) => faults.add(`the title “${title}” is not alone`, file));
  }
  faults.assertNone();
});

test('every page says its language, its encoding and its width', () => {
  assertEach([...facts.values()], (faults, page) => {
    faults.unless(/^zh(-|$)/.test(page.lang ?? ''), `lang is ${page.lang}`, page.file);
    faults.unless(!page.quirks, 'no <!doctype html>', page.file);
    // Browsers look for it in the first 1024 bytes only.
    faults.unless(page.charsetAt >= 0 && page.charsetAt < 900, 'no <meta charset="utf-8"> at the start', page.file);
    if (isRedirect(page)) return;
    faults.unless(/width=device-width/.test(page.viewport ?? ''), `viewport is ${page.viewport}`, page.file);
  });
});

// Who searches for a rule should meet the text that binds, not an earlier one or a comparison, and
// no other search.
test('missing pages, old addresses, single texts, comparisons and the search are kept out of search engines, and nothing else is', () => {
  assertEach([...facts.values()], (faults, page) => {
    const hidden = /noindex/.test(page.meta.robots ?? '');
    const mayHide = ['404', 'search', 'text', 'comparison'].includes(page.kind) || isRedirect(page);
    faults.unless(hidden === mayHide, `${page.kind}: robots is ${page.meta.robots}`, page.file);
  });
});
