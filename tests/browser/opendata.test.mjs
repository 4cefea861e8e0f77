// What the site gives to other programs keeps to the standards that it names: JSON-LD to schema.org,
// feeds to Atom and JSON Feed, the catalogue to DCAT, tables to RFC 4180. The validators are not
// ours, and each is shown something wrong, to prove that it looks.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { before, test } from 'node:test';

import { parse } from 'csv-parse/sync';

import { faultsOfCatalogue } from './support/dcat.mjs';
import { Faults } from './support/faults.mjs';
import { faultsOfAtom, faultsOfJsonFeed, isAddress } from './support/feeds.mjs';
import { checkNodes, scriptsOf, shapeOf } from './support/schemaorg.mjs';
import { DOCUMENTS, FILES, PAGES, fileOfPath, openFile, pathInEdition, readText } from './support/site.mjs';

const below = (folder, ending) =>
  [...FILES].filter((file) => file.startsWith(folder) && file.endsWith(ending));
const readJson = (file) => JSON.parse(readText(file));

// ---- JSON-LD

// Nodes that schema.org does not allow: an unknown force, an unknown property, a place as an organ.
const WRONG_NODES = [
  { '@type': 'Legislation', legislationLegalForce: 'SomewhatInForce' },
  { '@type': 'Legislation', legislationNumber: '望政发〔2024〕3号' },
  { '@type': 'Legislation', legislationPassedBy: { '@type': 'Place', name: '望川市' } },
  { '@type': 'BreadcrumbList', itemListElement: [{ '@type': 'ListItem', rank: 1 }] },
];

/** Each page's nodes. */
const graphs = new Map();
/** Each shape of a node once, with the pages that have such a node. */
const pagesOfShape = new Map();
let messages;

before(async () => {
  for (const file of PAGES) {
    const nodes = scriptsOf(readText(file)).flatMap((text) => JSON.parse(text)['@graph']);
    graphs.set(file, nodes);
    for (const shape of nodes.map(shapeOf)) {
      pagesOfShape.set(shape, [...(pagesOfShape.get(shape) ?? []), file]);
    }
  }
  messages = await checkNodes([...pagesOfShape.keys(), ...WRONG_NODES.map(shapeOf)].map((text) => JSON.parse(text)));
});

test('JSON-LD: every node is what schema.org allows', () => {
  const faults = new Faults();
  [...pagesOfShape.values()].forEach((pages, at) => {
    if (messages[at] !== '') pages.forEach((file) => faults.add(messages[at], file));
  });
  faults.assertNone();
});

test('JSON-LD: the checker finds what schema.org does not allow', () => {
  for (const message of messages.slice(pagesOfShape.size)) assert.match(message, /error TS/);
});

test('JSON-LD: every page is described, policies as legislation and interpretations as articles', () => {
  const faults = new Faults();
  const expected = { policy: 'Legislation', interpretation: 'Article' };
  for (const [file, nodes] of graphs) {
    if (/<meta [^>]*noindex/.test(readText(file))) continue;
    const types = nodes.map((node) => node['@type']);
    faults.unless(types.includes('WebPage'), 'is no WebPage', file);
    const isHome = pathInEdition(file) === 'index.html';
    faults.unless(isHome || types.includes('BreadcrumbList'), 'has no BreadcrumbList', file);
    const type = expected[DOCUMENTS.get(pathInEdition(file))?.kind];
    faults.unless(!type || types.includes(type), `is no ${type}`, file);
  }
  faults.assertNone();
});

// ---- feeds

const ATOM_FEEDS = below('feeds/', '.xml');
const JSON_FEEDS = below('feeds/', '.json');

test('Atom: every feed keeps to the schema of RFC 4287', async () => {
  assert.ok(ATOM_FEEDS.length > 10, `only ${ATOM_FEEDS.length} feeds`);
  assert.deepEqual(await faultsOfAtom(ATOM_FEEDS.map(openFile)), []);
});

test('Atom: the schema refuses a date that is none and an entry without a title', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'portal-atom-'));
  const good = readText('feeds/validity.xml');
  const wrong = [good.replace(/(<updated>\d{4})-\d\d/, '$1-13'), good.replace(/(<entry>.*?)<title>.*?<\/title>/s, '$1')];
  try {
    for (const text of wrong) {
      assert.notEqual(text, good);
      await writeFile(join(folder, 'wrong.xml'), text);
      assert.notDeepEqual(await faultsOfAtom([join(folder, 'wrong.xml')]), []);
    }
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('JSON Feed: every feed keeps to the schema of version 1.1', () => {
  const faults = new Faults();
  for (const file of JSON_FEEDS) {
    const feed = readJson(file);
    faults.unless(feed.version === 'https://jsonfeed.org/version/1.1', `version is ${feed.version}`, file);
    faultsOfJsonFeed(feed).forEach((fault) => faults.add(fault, file));
    const ids = feed.items.map(({ id }) => id);
    faults.unless(new Set(ids).size === ids.length, 'an id stands twice', file);
    for (const id of ids) faults.unless(/^tag:/.test(id) && isAddress(id), `${id} is no tag: address`, file);
  }
  faults.assertNone();
});

test('JSON Feed: the schema refuses an item without an id and a date that is none', () => {
  const feed = readJson('feeds/all.json');
  const [first, ...rest] = feed.items;
  const { id, ...nameless } = first;
  assert.ok(id);
  assert.notDeepEqual(faultsOfJsonFeed({ ...feed, items: [nameless, ...rest] }), []);
  assert.notDeepEqual(faultsOfJsonFeed({ ...feed, items: [{ ...first, date_published: '2026年7月1日' }] }), []);
});

test('both formats of a feed have the same entries', () => {
  const faults = new Faults();
  assert.deepEqual(ATOM_FEEDS.map((file) => file.replace(/xml$/, 'json')), JSON_FEEDS);
  for (const file of ATOM_FEEDS) {
    const atom = [...readText(file).matchAll(/<entry><id>(.*?)<\/id>/g)].map(([, id]) => id.replaceAll('&amp;', '&'));
    const json = readJson(file.replace(/xml$/, 'json')).items.map(({ id }) => id);
    faults.unless(atom.join() === json.join(), 'differs from its twin', file);
  }
  faults.assertNone();
});

// ---- catalogue

const CATALOGUE = 'data/catalog.jsonld';

test('DCAT: the catalogue keeps to the vocabulary', async () => {
  assert.deepEqual(await faultsOfCatalogue(readJson(CATALOGUE)), []);
});

test('DCAT: a term without a meaning, an unknown word and a misplaced property are found', async () => {
  const catalogue = readJson(CATALOGUE);
  const [first] = catalogue.dataset;
  const wrong = [
    { ...catalogue, colour: 'red' },
    { ...catalogue, '@type': 'dcat:Catalogue' },
    { ...catalogue, dataset: [{ ...first, '@type': 'dcat:Distribution' }] },
    { ...catalogue, dataset: [{ ...first, byteSize: '12' }] },
    { ...catalogue, dataset: ['the documents'] },
  ];
  for (const one of wrong) assert.notDeepEqual(await faultsOfCatalogue(one), []);
});

test('DCAT: every data file is in the catalogue, with its true size and digest', async () => {
  const faults = new Faults();
  const listed = new Set();
  for (const { downloadURL, byteSize, checksum } of readJson(CATALOGUE).dataset.flatMap((own) => own.distribution)) {
    const file = fileOfPath(new URL(downloadURL).pathname);
    listed.add(file);
    if (file === null) faults.add(`${downloadURL} leads to no file`, CATALOGUE);
    else if (file !== 'manifest.json') {
      faults.unless(Number(byteSize) === (await stat(openFile(file))).size, 'has another size', file);
      const digest = createHash('sha256').update(await readFile(openFile(file))).digest('hex');
      faults.unless(checksum.checksumValue === digest, 'has another digest', file);
    }
  }
  const isListed = (file) => listed.has(file) || file === CATALOGUE || file.startsWith('data/documents/');
  const data = [...below('data/', ''), ...ATOM_FEEDS, ...JSON_FEEDS, 'manifest.json'];
  for (const file of data) faults.unless(isListed(file), 'is not in the catalogue', file);
  faults.assertNone();
});

// ---- tables

const TABLES = below('data/', '.csv');

/** Rows by a strict reader: lines end as RFC 4180 says, and all have the same number of cells. */
const rowsOf = (text) => parse(text, { bom: true, record_delimiter: '\r\n' });

test('CSV: every table keeps to RFC 4180 and has the rows of its JSON twin', () => {
  const faults = new Faults();
  assert.ok(TABLES.length > 2, `only ${TABLES.length} tables`);
  for (const file of TABLES) {
    const [head, ...rows] = rowsOf(readText(file));
    const twin = readJson(file.replace(/csv$/, 'json'));
    const records = Array.isArray(twin) ? twin : twin.rows;
    const names = Array.isArray(twin) ? Object.keys(twin[0]) : Object.keys(twin.columns);
    faults.unless(new Set(head).size === head.length, 'a column stands twice', file);
    faults.unless(head.length === names.length, 'has other columns than its twin', file);
    faults.unless(rows.length === records.length, 'has other rows than its twin', file);
  }
  faults.assertNone();
});

test('CSV: the cells of the list of documents are those of its JSON twin', () => {
  const [head, ...rows] = rowsOf(readText('data/documents.csv'));
  const documents = readJson('data/documents.json');
  assert.deepEqual(head, Object.keys(documents[0]));
  const cell = (value) => (Array.isArray(value) ? value.join(';') : value ?? '');
  assert.deepEqual(rows, documents.map((document) => Object.values(document).map(cell)));
});

test('CSV: the reader refuses a row that is too short and a quote in the middle of a cell', () => {
  assert.throws(() => rowsOf('a,b\r\n1\r\n'), /Invalid Record Length/);
  assert.throws(() => rowsOf('a,b\r\n1,x"y\r\n'), /Invalid Opening Quote/);
});

// ---- documents

test('every document has a file of its own that says what the list says', () => {
  const faults = new Faults();
  const documents = readJson('data/documents.json');
  const files = documents.map(({ data }) => fileOfPath(data));
  assert.deepEqual(files.toSorted(), below('data/documents/', '.json'));
  documents.forEach((document, at) => {
    const own = readJson(files[at]);
    const same = Object.entries(document).every(([key, value]) => JSON.stringify(own[key]) === JSON.stringify(value));
    faults.unless(same, 'says something else than the list', files[at]);
    const now = own.turns.findLast(({ date }) => date <= document.status_since);
    faults.unless((now?.status ?? null) === document.status, 'its turns lead to another status', files[at]);
  });
  faults.assertNone();
});
