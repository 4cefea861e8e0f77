// What a page says about itself, read by Chromium's own HTML parser from the text of the file.
// No script runs and nothing is loaded, so these are the facts of the file, not of a browser.

import { launch, overTabs } from './browser.mjs';
import { kindOf } from './kinds.mjs';
import { PAGES, readText } from './site.mjs';

/** Runs inside Chromium: everything that the tests ask of one page. */
function readFacts(html) {
  const page = new DOMParser().parseFromString(html, 'text/html');
  const all = (selector, from = page) => [...from.querySelectorAll(selector)];
  const text = (element) => element?.textContent.replace(/\s+/g, ' ').trim() ?? '';
  const rel = (element) => (element.getAttribute('rel') ?? '').toLowerCase().split(/\s+/);

  // A resource is what a browser fetches to show the page; the rest is only offered to a reader.
  const LOADING_RELS = ['stylesheet', 'icon', 'preload', 'modulepreload', 'prefetch', 'manifest'];
  const loads = (element, attribute) =>
    element.localName === 'link'
      ? rel(element).some((name) => LOADING_RELS.includes(name))
      : attribute !== 'href' && attribute !== 'action' && attribute !== 'formaction'
        && attribute !== 'cite'
        || ['use', 'image'].includes(element.localName);

  const ADDRESSES = ['href', 'src', 'poster', 'data', 'action', 'formaction', 'cite'];
  const addresses = ADDRESSES.flatMap((attribute) =>
    all(`[${attribute}]`)
      .filter((element) => element.localName !== 'base')
      .map((element) => ({
        tag: element.localName,
        attribute,
        rel: rel(element),
        value: element.getAttribute(attribute),
        loads: loads(element, attribute),
      })));

  const ofSet = (element, attribute) =>
    element.getAttribute(attribute).split(',').map((candidate) => ({
      tag: element.localName, attribute, rel: [], value: candidate.trim().split(/\s+/)[0], loads: true,
    }));
  const sets = ['srcset', 'imagesrcset'].flatMap((attribute) =>
    all(`[${attribute}]`).flatMap((element) => ofSet(element, attribute)));

  const refresh = page.querySelector('meta[http-equiv="refresh" i]')?.content;
  const refreshUrl = refresh?.match(/url\s*=\s*['"]?([^'"]*)/i)?.[1];
  if (refreshUrl !== undefined) {
    addresses.push({ tag: 'meta', attribute: 'content', rel: [], value: refreshUrl, loads: false });
  }

  const styles = [
    ...all('style').map((element) => element.textContent),
    ...all('[style]').map((element) => element.getAttribute('style')),
  ];
  const footer = all('footer').filter((element) => !element.closest('main, article')).at(-1);

  return {
    lang: page.documentElement.getAttribute('lang'),
    quirks: page.compatMode !== 'CSS1Compat',
    charsetAt: html.search(/<meta charset=["']?utf-8/i),
    viewport: page.querySelector('meta[name="viewport" i]')?.content ?? null,
    title: text(page.querySelector('title')),
    metas: all('meta[name]').map((meta) => ({ name: meta.name, content: meta.content })),
    canonical: page.querySelector('link[rel~="canonical"]')?.getAttribute('href') ?? null,
    base: page.querySelector('base[href]')?.getAttribute('href') ?? null,
    redirects: refresh !== undefined,
    mainClasses: [...new Set(all('main [class]').flatMap((element) => [...element.classList]))],
    mains: all('main').length,
    headings: all('h1').map(text),
    ids: [...new Set(all('[id]').map((element) => element.id))],
    names: all('a[name]').map((element) => element.getAttribute('name')),
    addresses: [...addresses, ...sets],
    styles,
    footer: footer && {
      text: text(footer),
      images: all('img, svg', footer).map((image) =>
        image.getAttribute('alt') ?? image.getAttribute('aria-label') ?? text(image)),
      links: all('a[href]', footer).map((link) => ({
        text: text(link), href: link.getAttribute('href'),
      })),
    },
  };
}

/** The facts of every page, by file. */
export async function allFacts() {
  const { browser, stop } = await launch();
  try {
    // Tabs finish out of order; the facts keep that of the pages.
    const facts = new Map(PAGES.map((file) => [file, null]));
    await overTabs(browser, {}, PAGES, async (tab, file) => facts.set(file, await factsOf(tab, file)));
    return facts;
  } finally {
    await stop();
  }
}

async function factsOf(page, file) {
  const facts = await page.evaluate(readFacts, readText(file));
  return { ...facts, file, kind: kindOf(file, facts), meta: firstOfEach(facts.metas) };
}

const firstOfEach = (metas) =>
  Object.fromEntries(metas.toReversed().map(({ name, content }) => [name, content]));
