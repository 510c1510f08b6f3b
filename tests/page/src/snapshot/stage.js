// Runs before the page. Makes equal what would differ between runs, and counts the operations that
// are in progress.
(() => {
  'use strict';
  // 2026-01-19 10:32 in Shanghai. nbLater advances the clock.
  let clock = Date.UTC(2026, 0, 19, 2, 32);
  const RealDate = Date;
  window.Date = class extends RealDate {
    constructor(...given) {
      if (given.length > 0) super(...given);
      else super(clock);
    }
    static now() { return clock; }
  };
  window.nbLater = minutes => { clock += minutes * 60000; };
  let seed = 42;
  Math.random = () => (seed = seed * 16807 % 2147483647) / 2147483647;

  let busy = 0;
  window.nbBusy = () => busy;
  // Counts one operation as in progress, until the returned function is called.
  function begun() {
    let over = false;
    busy++;
    return () => { if (!over) { over = true; busy--; } };
  }
  function untilSettled(promise) {
    const over = begun();
    promise.then(over, over);
    return promise;
  }
  function whileIt(target, ...events) {
    const over = begun();
    for (const event of events) target.addEventListener(event, over);
    return target;
  }

  // Timers with a pause fire when the test asks for them (nbPause), in the order in which they are
  // due, so that no machine is too slow. By themselves they fire in time, the longer ones much
  // later. Timers with a still longer pause (messages that vanish, stores that do not answer) never
  // fire.
  const LONG = 2500, REFUSING = 600, SHORT = 500;
  const pauses = new Map();
  const { setTimeout, clearTimeout } = window;
  window.nbAfter = setTimeout.bind(window);
  window.setTimeout = (act, pause = 0, ...rest) => {
    if (pause >= LONG) return setTimeout(() => {}, 2147483647);
    // Browsers need some time to refuse what the page tries to send.
    const isTry = pause === REFUSING;
    const over = pause === 0 || isTry ? begun() : () => {};
    const come = () => {
      pauses.delete(timer);
      try { act(...rest); } finally { over(); }
    };
    const timer = setTimeout(come, pause < SHORT || isTry ? pause : 10 * pause);
    pauses.set(timer, { due: performance.now() + pause, come, over, waits: pause > 0 && !isTry });
    return timer;
  };
  window.clearTimeout = timer => {
    const waiting = pauses.get(timer);
    pauses.delete(timer);
    if (waiting) waiting.over();
    clearTimeout(timer);
  };
  // Fires the timer that is due first; returns whether there was one.
  window.nbPause = () => {
    const [first] = [...pauses].filter(([, each]) => each.waits)
      .sort(([, one], [, other]) => one.due - other.due);
    if (!first) return false;
    clearTimeout(first[0]);
    first[1].come();
    return true;
  };
  for (const name of ['requestAnimationFrame', 'requestIdleCallback']) {
    const real = window[name].bind(window);
    window[name] = (act, ...rest) => {
      const over = begun();
      return real((...given) => { try { act(...given); } finally { over(); } }, ...rest);
    };
  }
  const open = IDBFactory.prototype.open;
  IDBFactory.prototype.open = function (...given) {
    return whileIt(open.apply(this, given), 'success', 'error', 'blocked');
  };
  const transaction = IDBDatabase.prototype.transaction;
  IDBDatabase.prototype.transaction = function (...given) {
    return whileIt(transaction.apply(this, given), 'complete', 'abort');
  };
  for (const name of ['readAsArrayBuffer', 'readAsText', 'readAsDataURL']) {
    const read = FileReader.prototype[name];
    FileReader.prototype[name] = function (...given) {
      whileIt(this, 'loadend');
      return read.apply(this, given);
    };
  }
  const PROMISING = [[Blob.prototype, 'arrayBuffer'], [Blob.prototype, 'text'],
    [WebAssembly, 'compile'], [WebAssembly, 'instantiate']];
  for (const [owner, name] of PROMISING) {
    const real = owner[name];
    owner[name] = function (...given) { return untilSettled(real.apply(this, given)); };
  }
})();
