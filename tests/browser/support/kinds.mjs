// Page types. Pages of one type come from one template, so a few pages stand for the look of the
// others where a check is too slow for all of them.

import { DOCUMENTS, EDITIONS, editionOf, pathInEdition } from './site.mjs';

/** Pages that nobody reads as a page: an old address that leads on. */
export const isRedirect = ({ kind }) => kind === 'redirect';

// A class that one template of the standard theme alone has within <main>, and the type it shows.
const MARKS = {
  'search-ways': 'search',
  browse: 'browse',
  calendar: 'calendar',
  'duty-table': 'calendar item',
  punctuality: 'calendar groups',
  catalogue: 'catalogue',
  blocks: 'disclosure',
  'cleanup-table': 'cleanup',
  ledger: 'ledger',
  register: 'register',
  index: 'item',
  sitemap: 'sitemap',
  facets: 'library',
  duty: 'expiring',
  rules: 'rules',
  'document-text': 'text',
  comparison: 'comparison',
  feeds: 'feeds',
};

/** The type of a page; documents are known by the site's own list, the others by their look. */
export function kindOf(file, { redirects, mainClasses }) {
  const path = pathInEdition(file);
  if (redirects) return 'redirect';
  if (path === '404.html') return '404';
  if (path === 'index.html') return 'home';
  const mark = Object.keys(MARKS).find((name) => mainClasses.includes(name));
  return DOCUMENTS.get(path)?.kind ?? MARKS[mark] ?? 'list';
}

// Pages of one type, in each edition, that a check is worth opening where it takes a tab for each.
const ENOUGH = 12;

/**
 * The pages that a slow check opens: enough of each page type in each edition, and those of
 * `samples`.
 */
export function chosen(facts) {
  const pages = [...facts.values()];
  const wanted = new Set([
    ...enoughOfEach(pages, ({ file, kind }) => `${editionOf(file)} ${kind}`), ...samples(facts),
  ]);
  return pages.filter((page) => wanted.has(page));
}

/**
 * Of pages in the order of their addresses, all of a type where there are at most twelve, else twelve
 * spread evenly over them; every page with PORTAL_ALL_PAGES=1.
 */
export function enoughOfEach(pages, typeOf) {
  if (process.env.PORTAL_ALL_PAGES === '1') return pages;
  const types = new Map();
  for (const page of pages) types.set(typeOf(page), [...(types.get(typeOf(page)) ?? []), page]);
  return [...types.values()].flatMap(spread);
}

function spread(pages) {
  if (pages.length <= ENOUGH) return pages;
  const step = (pages.length - 1) / (ENOUGH - 1);
  return Array.from({ length: ENOUGH }, (_, at) => pages[Math.round(at * step)]);
}

/**
 * A few pages of each edition that together show every page type and every class that occurs in
 * any <main>: a component in a rare state (a repealed policy, a third page of a list) is in as well.
 */
export function samples(facts) {
  return EDITIONS.flatMap((edition) =>
    covering([...facts.values()].filter(({ file }) => editionOf(file) === edition)));
}

function covering(pages) {
  const seen = new Set();
  const traitsOf = ({ kind, mainClasses }) => [`type ${kind}`, ...mainClasses];
  const news = (page) => traitsOf(page).filter((trait) => !seen.has(trait)).length;
  const chosen = [];
  // The page with the most that is not seen yet, until nothing is left to see.
  for (;;) {
    const best = pages.reduce((one, other) => (news(other) > news(one) ? other : one));
    if (news(best) === 0) return chosen;
    chosen.push(best);
    traitsOf(best).forEach((trait) => seen.add(trait));
  }
}
