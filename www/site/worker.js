// Keeps the page on this computer, so that it opens without the server. Only the folder for servers has it (see bundle/src/site.rs).
//
// It fetches nothing but the files of its own list, from beside itself, and never learns what is written in the page.
// A version is kept whole or not at all: every file must have the digest that the list names. Then it waits until no window shows the version
// before it, or until one says that it may take over. Whatever goes wrong on the way, the version before it stays and works.
//
// What a window may send it
//   'about'        with a port: answers {build, date} there
//   'take over'    it replaces the version before it at once
'use strict';

const BUILD = '{{build}}';
const DATE = '{{date}}';
// Name and digest, as an `integrity` attribute spells it.
const FILES = new Map(JSON.parse('{{files}}'));
const INDEX = 'index.html';

// One origin may hold several pages of this kind: names begin with the folder.
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
  await Promise.all(names.filter(name => name.startsWith(OURS) && name !== CACHE).map(name => caches.delete(name)));
  await self.clients.claim();
}

// The file that a request is for; nothing where it is none of ours.
function wanted(request) {
  const scope = self.registration.scope;
  if (request.method !== 'GET' || !request.url.startsWith(scope)) return undefined;
  const name = request.url.slice(scope.length).split(/[?#]/)[0] || INDEX;
  return FILES.has(name) ? name : undefined;
}

async function answer(request, name) {
  const cache = await caches.open(CACHE);
  // Gone when the browser was short of space: the server still has it.
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
