// A browser for text: w3m shows no style and runs no script. It numbers the links of a page, and lists
// their addresses below the text.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const OPTIONS = ['-dump', '-cols', '100', '-I', 'UTF-8', '-O', 'UTF-8', '-o', 'display_link_number=1'];

/** A page as w3m shows it: `text` with a number before each link, and `address` by number. */
export async function readText(url) {
  const { stdout } = await promisify(execFile)('w3m', [...OPTIONS, url], { env: { ...process.env, LC_ALL: 'C.UTF-8' } });
  const [text, references = ''] = stdout.split(/^References:$/m);
  return { text, addresses: new Map([...references.matchAll(/^\[(\d+)\] (\S+)$/gm)].map(([, n, to]) => [n, to])) };
}

/** Follows the first link whose text begins so, or is so; gives the page that it leads to. */
export async function follow(page, wanted) {
  // A long name goes on in the next line.
  const links = [...page.text.replace(/\n\s*(?![\s•[])/g, '').matchAll(/\[(\d+)\]([^[\n]*)/g)];
  const link = links.find(([, , text]) => (wanted instanceof RegExp ? wanted.test(text.trim()) : text.trim().startsWith(wanted)));
  assert.ok(link, `no link “${wanted}” in:\n${page.text}`);
  return readText(page.addresses.get(link[1]));
}
