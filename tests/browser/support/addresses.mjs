// Where the addresses in a page lead: to a file of this site, or out of it.

import { FILES, fileOfPath, readText } from './site.mjs';

// Never resolved by a network: stands for wherever the site may be served from.
const HERE = 'http://here.invalid/';

/** Where a page is served. 404.html answers for any missing path, so it stands in a deep one. */
const addressOf = (file) =>
  new URL(file === '404.html' ? 'missing/folder/page.html' : encodePath(file), HERE);

/** The path of a file as an address has it. */
export const encodePath = (file) => file.split('/').map(encodeURIComponent).join('/');

/** `https://host/` of the site, by the canonical address of its home page. */
export function siteOrigin(facts) {
  const { canonical } = facts.get('index.html');
  return canonical ? new URL(canonical).origin : null;
}

/**
 * Resolves an address found in `file`. Gives `{ external }`, or `{ file, fragment }` with a `file`
 * of null when nothing is there, or null for an address that leads nowhere (tel:, mailto:, data:).
 */
export function resolveAddress(value, file, { base = null, origin = null } = {}) {
  const url = parse(value, base ? new URL(base, addressOf(file)) : addressOf(file));
  if (!url) return { file: null, fragment: '' };
  if (!/^https?:$/.test(url.protocol)) return null;
  const internal = url.origin === new URL(HERE).origin || url.origin === origin;
  if (!internal) return { external: url.href };
  const isSelf = value.startsWith('#') || value === '';
  return { file: isSelf ? file : fileOfPath(url.pathname), fragment: fragmentOf(url) };
}

const parse = (value, base) => {
  try {
    return new URL(value, base);
  } catch {
    return null;
  }
};

const fragmentOf = ({ hash }) => decodeURIComponent(hash.replace(/^#/, '').replace(/:~:.*$/, ''));

/** The addresses in CSS text: `url(…)` and `@import "…"`. */
export function addressesOfCss(css) {
  const text = css.replace(/\/\*[\s\S]*?\*\//g, '');
  const urls = [...text.matchAll(/url\(\s*(?:"([^"]*)"|'([^']*)'|([^)\s]*))\s*\)/g)];
  const imports = [...text.matchAll(/@import\s+(?:"([^"]*)"|'([^']*)')/g)];
  return [...urls, ...imports].map((match) => match.slice(1).find((part) => part !== undefined));
}

/** Addresses in the files that machines read: `{ file, value }`. */
export function machineAddresses() {
  const sitemap = [...FILES].filter((file) => /(^|\/)sitemap[^/]*\.xml$/.test(file));
  const feeds = [...FILES].filter((file) => /^(senior\/)?feeds\/.*\.xml$/.test(file));
  return [
    ...sitemap.flatMap((file) => matches(file, /<loc>\s*([^<]*?)\s*<\/loc>/g)),
    ...feeds.flatMap((file) => matches(file, /<link\b[^>]*\bhref="([^"]*)"/g)),
  ];
}

const matches = (file, pattern) =>
  [...readText(file).matchAll(pattern)].map(([, value]) => ({ file, value: unescapeXml(value) }));

const unescapeXml = (text) =>
  text.replace(/&(amp|lt|gt|quot|apos);/g, (_, name) =>
    ({ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" })[name]);
