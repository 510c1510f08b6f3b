// Service worker that stores the page on this computer, so that it opens without the server. Only
// the folder for servers has it (see bundle/src/site.rs).
//
// It fetches only the files of its own list, from its own folder, and never receives what is
// written in the page. A version is stored as a whole or not at all: every file must have the
// digest in the list. The new version then waits until no window shows the version before it, or
// until a window sends 'take over'. If anything fails, the version before it stays and keeps
// working.
//
// Messages from a window
//   'about'        with a port: the worker answers {build, date} there
//   'take over'    the worker replaces the version before it at once
'use strict';

const BUILD = '{{build}}';
const DATE = '{{date}}';
// Names and digests in the form of an `integrity` attribute.
const FILES = new Map(JSON.parse('{{files}}'));
const INDEX = 'index.html';

// One origin may hold several pages of this kind: cache names begin with the folder.
const OURS = 'nianbao ' + self.registration.scope + ' ';
const CACHE = OURS + BUILD;

async function keep(cache, name, integrity) {
  const response = await fetch(name, { integrity: integrity, cache: 'reload', redirect: 'error' });
  if (!response.ok) throw new Error(name + ': ' + response.status);
  await cache.put(name, response);
}

async function install() {
  const cache = await caches.open(CACHE);
  try {
    await Promise.all(Array.from(FILES, file => keep(cache, file[0], file[1])));
  } catch (error) {
    await caches.delete(CACHE);
    throw error;
  }
}

async function activate() {
  const names = await caches.keys();
  const old = names.filter(name => name.startsWith(OURS) && name !== CACHE);
  await Promise.all(old.map(name => caches.delete(name)));
  await self.clients.claim();
}

// The file that a request is for; undefined where it is not in the list.
function wanted(request) {
  const scope = self.registration.scope;
  if (request.method !== 'GET' || !request.url.startsWith(scope)) return undefined;
  const name = request.url.slice(scope.length).split(/[?#]/)[0] || INDEX;
  return FILES.has(name) ? name : undefined;
}

async function answer(request, name) {
  const cache = await caches.open(CACHE);
  // The browser may delete a stored file when space is short; then it is fetched from the server.
  return await cache.match(name, { ignoreVary: true }) || fetch(request);
}

self.addEventListener('install', event => event.waitUntil(install()));
self.addEventListener('activate', event => event.waitUntil(activate()));
self.addEventListener('fetch', event => {
  const name = wanted(event.request);
  if (name) event.respondWith(answer(event.request, name));
});
self.addEventListener('message', event => {
  if (event.data === 'about') event.ports[0].postMessage({ build: BUILD, date: DATE });
  if (event.data === 'take over') self.skipWaiting();
});
