// Printed pages as files, read by programs that had no part in making them: poppler for the PDF,
// zbar for QR codes.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const MM = 72 / 25.4;

/** Runs `work(file)` on a file with these bytes, which is gone afterwards. */
function onFile(bytes, work) {
  const folder = mkdtempSync(join(tmpdir(), 'portal-paper-'));
  try {
    const file = join(folder, 'file');
    writeFileSync(file, bytes);
    return work(file);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

// Poppler warns of glyphs that some fonts bring along; the warnings say nothing of the page.
const QUIET = { stdio: ['ignore', 'pipe', 'ignore'], encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 };

/** The text of each QR code in a picture. */
export const decodeQr = (png) =>
  onFile(png, (file) => execFileSync('zbarimg', ['-q', '--raw', file], QUIET)).trim().split('\n');

/**
 * The pages of a PDF: `{ width, height, lines }` in points, a line being `{ text, left, right, top,
 * bottom }`, from top to bottom. Characters that a font shares with a radical are made the usual ones.
 */
export function readPdf(pdf) {
  const xml = onFile(pdf, (file) => execFileSync('pdftotext', ['-bbox-layout', file, '-'], QUIET));
  return [...xml.matchAll(/<page width="([\d.]+)" height="([\d.]+)">([\s\S]*?)<\/page>/g)]
    .map(([, width, height, body]) => ({ width: Number(width), height: Number(height), lines: linesOf(body) }));
}

const linesOf = (body) =>
  [...body.matchAll(/<line xMin="(-?[\d.]+)" yMin="(-?[\d.]+)" xMax="(-?[\d.]+)" yMax="(-?[\d.]+)">([\s\S]*?)<\/line>/g)]
    .map(([, left, top, right, bottom, words]) => ({
      text: [...words.matchAll(/<word[^>]*>([^<]*)<\/word>/g)].map(([, word]) => plain(word)).join(' '),
      left: Number(left), right: Number(right), top: Number(top), bottom: Number(bottom),
    }))
    .sort((one, other) => one.top - other.top || one.left - other.left);

const plain = (word) => word.normalize('NFKC').replace(/&(amp|lt|gt|quot);/g, (_, name) =>
  ({ amp: '&', lt: '<', gt: '>', quot: '"' })[name]);

/** The last page of a PDF as a picture. */
export const lastPage = (pdf, dots) =>
  onFile(pdf, (file) => execFileSync('pdftoppm',
    ['-png', '-r', String(dots), '-f', String(readPdf(pdf).length), file], { ...QUIET, encoding: 'buffer' }));

const DOTS = 144;

/** Where the ink of each page is, above a height in points: `{ left, right, top, bottom }`, in points. */
export function inkOf(pdf, above) {
  const grey = onFile(pdf, (file) =>
    execFileSync('pdftoppm', ['-gray', '-r', String(DOTS), file], { ...QUIET, encoding: 'buffer' }));
  const pages = [];
  for (let rest = grey; rest.length > 0;) {
    const [head, width, height] = rest.toString('latin1', 0, 40).match(/^P5\s(\d+)\s(\d+)\s255\s/);
    const end = head.length + width * height;
    pages.push(boxOf(rest.subarray(head.length, end), Number(width), (above * DOTS) / 72));
    rest = rest.subarray(end);
  }
  return pages;
}

function boxOf(dots, width, rows) {
  const box = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
  for (let at = 0; at < width * Math.floor(rows); at += 1) {
    if (dots[at] > 128) continue;
    const [x, y] = [at % width, Math.floor(at / width)];
    box.left = Math.min(box.left, x);
    box.right = Math.max(box.right, x + 1);
    box.top = Math.min(box.top, y);
    box.bottom = Math.max(box.bottom, y + 1);
  }
  return Object.fromEntries(Object.entries(box).map(([side, dot]) => [side, (dot * 72) / DOTS]));
}

/** All words of some pages without spaces, as a long address or title is broken over lines. */
export const wordsOf = (pages) =>
  squeezed(pages.flatMap(({ lines }) => lines.map(({ text }) => text)).join(''));

export const squeezed = (text) => text.normalize('NFKC').replace(/\s/g, '');
