// Feeds against their standards: Atom by the RELAX NG schema of RFC 4287 and Jing, which the Nu HTML
// checker brings with it; JSON Feed by the JSON Schema that others keep for version 1.1.

import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import Ajv from 'ajv';
import addFormats from 'ajv-formats';

const require = createRequire(import.meta.url);
const JING = ['-cp', require('vnu-jar'), 'nu.validator.vendor.thaiopensource.relaxng.util.Driver'];
const ATOM = fileURLToPath(new URL('../schemas/atom.rnc', import.meta.url));

/** What Jing says of some Atom files, one line a fault. */
export async function faultsOfAtom(paths) {
  const run = promisify(execFile)('java', [...JING, '-c', ATOM, ...paths], { maxBuffer: 64 * 1024 * 1024 });
  const said = await run.then(({ stdout }) => stdout, (failed) => {
    if (failed.code !== 1) throw failed;
    return failed.stdout;
  });
  return said.split('\n').filter((line) => line !== '');
}

const ajv = addFormats(new Ajv({ allErrors: true, strictTypes: false }));
const isJsonFeed = ajv.compile(require('jsonfeed-schema'));
const isUri = ajv.compile({ type: 'string', format: 'uri' });

/** What the schema says of a JSON feed. */
export function faultsOfJsonFeed(feed) {
  if (isJsonFeed(feed)) return [];
  return isJsonFeed.errors.map(({ instancePath, message }) => `${instancePath} ${message}`);
}

/** Whether a text is an address or a name by RFC 3986. */
export const isAddress = (text) => isUri(text);
