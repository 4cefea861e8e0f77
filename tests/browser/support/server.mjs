// Serves the built site as a plain web server would: files, `index.html` for folders, 404.html.

import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';

import { fileOfPath, openFile } from './site.mjs';

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.xml': 'application/xml; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.ics': 'text/calendar; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
  '.pdf': 'application/pdf',
};

async function answer(request, response) {
  const path = new URL(request.url, 'http://localhost').pathname;
  const file = fileOfPath(path);
  const served = file ?? '404.html';
  const body = await readFile(openFile(served)).catch(() => 'not found');
  response.writeHead(file ? 200 : 404, {
    'content-type': TYPES[extname(served)] ?? 'application/octet-stream',
  });
  response.end(body);
}

/** Starts on a free port of the loopback; gives the address and the way to stop. */
export async function serve() {
  const server = createServer((request, response) => void answer(request, response));
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    address: `http://127.0.0.1:${server.address().port}/`,
    stop: () => new Promise((stopped) => {
      server.close(stopped);
      server.closeAllConnections();
    }),
  };
}
