// The built site as files: what there is, and which file an address leads to.

import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const HERE = fileURLToPath(new URL('..', import.meta.url));

/** The folder under test: `PORTAL_PUBLIC`, else the `public/` of this repository. */
export const PUBLIC = resolve(HERE, process.env.PORTAL_PUBLIC ?? '../../public');

if (!existsSync(join(PUBLIC, 'index.html'))) {
  throw new Error(`${PUBLIC} holds no built site: run \`portal build\` first or set PORTAL_PUBLIC`);
}

/** Every file of the output, as paths with `/` from its root, in order. */
export const FILES = new Set(
  readdirSync(PUBLIC, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .map((path) => path.slice(PUBLIC.length + 1).replaceAll('\\', '/'))
    .sort(),
);

/** Every HTML file of the output. */
export const PAGES = [...FILES].filter((file) => file.endsWith('.html'));

export const EDITIONS = ['standard', 'senior'];
const SENIOR = 'senior/';

export const editionOf = (file) => (file.startsWith(SENIOR) ? 'senior' : 'standard');

/** The same path in the other edition, whether or not a file is there. */
export const twinOf = (file) =>
  file.startsWith(SENIOR) ? file.slice(SENIOR.length) : SENIOR + file;

/** The path of a page without its edition. */
export const pathInEdition = (file) =>
  file.startsWith(SENIOR) ? file.slice(SENIOR.length) : file;

export const openFile = (file) => join(PUBLIC, file);
export const readText = (file) => readFileSync(openFile(file), 'utf8');

/** The file that a web server would send for the path of an address, or none. */
export function fileOfPath(pathname) {
  const path = decodeOrNull(pathname)?.replace(/^\/+/, '');
  if (path === undefined) return null;
  if (path === '' || path.endsWith('/')) return known(`${path}index.html`);
  return known(path);
}

// `../` needs no guard of its own: only paths that were listed under PUBLIC are known.
const known = (file) => (FILES.has(file) ? file : null);

function decodeOrNull(pathname) {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return undefined;
  }
}

/** The published documents by the file of their page; empty when the site has no such list. */
export const DOCUMENTS = readDocuments();

function readDocuments() {
  if (!FILES.has('data/documents.json')) return new Map();
  const documents = JSON.parse(readText('data/documents.json'));
  const withFile = documents.map((document) => [documentFile(document.url), document]);
  return new Map(withFile.filter(([file]) => file !== null));
}

function documentFile(url) {
  return fileOfPath(new URL(url, 'http://localhost/').pathname);
}
