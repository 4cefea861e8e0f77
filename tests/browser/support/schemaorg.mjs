// JSON-LD against schema.org: TypeScript checks every node as a literal of Google's schema-dts, the
// vocabulary of schema.org as types. An unknown property, a value of a wrong type and an unknown
// member of an enumeration are errors.

import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const require = createRequire(import.meta.url);
const TYPES = require.resolve('schema-dts').replace(/\.js$/, '.d.ts');
const COMPILER = join(dirname(require.resolve('typescript/package.json')), 'bin', 'tsc');

/** The JSON-LD scripts of a page, as text. */
export const scriptsOf = (html) =>
  [...html.matchAll(/<script type="?application\/ld\+json"?>(.*?)<\/script>/gs)].map(([, text]) => text);

/**
 * A node as the compiler sees it. To the types, one text is like any other, unless it may be the
 * name of a member of an enumeration (`InForce`); so pages that differ in their texts only are
 * checked once.
 */
export const shapeOf = (node) =>
  JSON.stringify(node, (key, value) =>
    (typeof value !== 'string' || key === '@type' || MEMBER.test(value) ? value : 'text'));

const MEMBER = /^(https?:\/\/schema\.org\/.*|[A-Za-z]+)$/;

/** What the compiler says of each node: a message, or nothing where the node is right. */
export async function checkNodes(nodes) {
  const folder = await mkdtemp(join(tmpdir(), 'portal-schemaorg-'));
  try {
    const file = join(folder, 'nodes.ts');
    await writeFile(file, source(nodes));
    return messagesByNode(await compile(file), nodes);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** One line a node, after one line of import, so that the line of an error names its node. */
function source(nodes) {
  const names = [...new Set(nodes.map((node) => node['@type']))];
  const lines = nodes.map((node, at) => `const node${at}: ${node['@type']} = ${JSON.stringify(node)};`);
  return [`import type { ${names.join(', ')} } from ${JSON.stringify(TYPES)};`, ...lines].join('\n');
}

async function compile(file) {
  const options = ['--noEmit', '--strict', '--skipLibCheck', '--pretty', 'false',
    '--target', 'es2022', '--module', 'esnext', '--types', ''];
  const run = promisify(execFile)(process.execPath, [COMPILER, ...options, file],
    { maxBuffer: 256 * 1024 * 1024, cwd: dirname(file) });
  return run.then(() => '', ({ stdout, stderr }) => {
    if (!stdout) throw new Error(`the compiler did not run: ${stderr}`);
    return stdout;
  });
}

function messagesByNode(said, nodes) {
  const messages = nodes.map(() => []);
  for (const [line, number] of [...said.matchAll(/^.*\((\d+),\d+\): error .*$/gm)].map(([l, n]) => [l, Number(n)])) {
    const own = messages[number - 2];
    if (!own) throw new Error(`an error that belongs to no node: ${line}`);
    own.push(line.slice(line.indexOf('error')));
  }
  return messages.map((own) => own.join('\n'));
}
