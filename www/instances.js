// Runs instances of the wasm modules and replaces those that trap; every form of the page uses it.
// The file holds declarations only; the bundler puts it in front of boot.js, and of the module for
// other sites. It uses only ECMAScript 5 (2009), like boot.js.
//
// Exports of the unpack module     inflate(bytes): the bytes, or undefined if they are damaged
// Exports of the page module       start(root, options), words_ready(), words_failed(), and the
//                                  handle Nianbao (see src/web/api.rs)
//   options.recovered              true when an earlier instance trapped: the page opens the report
//                                  again as it was last saved, and tells the clerk
//   options.reason                 the message of the trap, for a report of the fault
//   options.remembered             the text that the earlier instance passed to `remember`, if any
//   words_ready()                  called once in each instance, when it is at work and the words
//                                  module is there: the page asks for what it had no answer to
//   words_failed()                 called in place of words_ready() when the words module cannot be
//                                  loaded
// Exports of the words module      read_words(request): the answer for the text of a report, both
//                                  as bytes (src/web/words.rs). No state is kept between calls.
// Exports of the office module     any function; the page calls it by name: read(bytes),
//                                  write(request, fonts), … (src/web/office.rs)
//
// Imports of wasm: nianbaoHost, of which every instance has its own
//   officeCall(name, args)         a promise of the result of the office function `name` for the
//                                  array `args`. The module is compiled and instantiated as needed.
//                                  An error of the function is passed on unchanged; after a trap
//                                  the error has the name "OfficeTrap", the instance is dropped,
//                                  and the next call gets a new one. No state is kept between
//                                  calls.
//   readWords(request)             the answer of the words module, at once; undefined while the
//                                  module is not there, and when it trapped on this request or
//                                  refused it. After a trap another instance of it follows, and
//                                  the page is not told again that the module is there.
//   unpacked(id)                   a promise of the bytes of the element `id`, which holds them
//                                  deflated and in base64
//   tryToSend()                    a promise of the results of the attempts to send (see
//                                  offline.js)
//   told(what, detail)             an event: the open report has changed ("change", detail: {});
//                                  its findings have changed ("finding", detail: {errors, verifies,
//                                  hints}); the report to be opened at the start is open, or cannot
//                                  be opened, or there is none ("settled"); another draft of the
//                                  store is open ("current", detail: its key or null), which is
//                                  passed to the next instance
//   taken(name, type, bytes)       whether the embedding page takes a finished file, so that the
//                                  browser need not save it
//   remember(text)                 stores a text, or null, for the next instance after a trap
//   listen(target, type, fn, options)
//                                  addEventListener for targets outside the root (window, document,
//                                  media queries): removed with the instance
//
// When an instance of the page traps, it is never called again: every function it exports is
// guarded, its remaining timers and promises have no effect, the root is replaced by an empty clone
// (which drops the listeners inside it), listeners added by `listen` are removed, and a new
// instance starts. This happens at most three times a minute; then the page stops and says so.
// Therefore the page must keep everything it shows in the root.

var RESTARTS = 3;
var RESTARTS_WITHIN = 60 * 1000;
// The memory of an instance never shrinks: an instance of the words or the office module whose
// memory has grown beyond this number of bytes is replaced by another one.
var MOST_MEMORY = 64 * 1024 * 1024;

// A module with one function that uses the instruction memory.copy, as the modules of the page do
// (Chromium 75, Firefox 79).
var COPIES = [
  0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 5, 3, 1, 0, 1, 10, 14, 1, 12, 0, 65,
  0, 65, 0, 65, 0, 252, 10, 0, 0, 11
];

function readsModules() {
  return typeof WebAssembly !== 'undefined' && WebAssembly.instantiate &&
    WebAssembly.validate(new Uint8Array(COPIES));
}

// Decodes base64.
function bytesOf(text) {
  var characters = atob(text);
  var bytes = new Uint8Array(characters.length);
  for (var i = 0; i < characters.length; i++) bytes[i] = characters.charCodeAt(i);
  return bytes;
}

// Replaces the root by an empty clone, which drops the listeners inside it.
function emptied(root) {
  var empty = root.cloneNode(false);
  root.parentNode.replaceChild(empty, root);
  return empty;
}

// ---- Instances: usable until they trap ----

// A promise of {exports, memory, dead, silent, trap}. `onTrap` is called once, with the error, when
// a call into wasm fails.
function instantiate(factory, module, host, onTrap) {
  var bound = factory(host);
  var instance = { exports: bound.exports, memory: null, dead: false, silent: false, trap: null };

  // Rust is compiled without unwinding: any error that passes through its frames, a trap or an
  // exception of the browser, leaves locks held and the stack pointer moved. (An error that Rust
  // returns is thrown by the glue afterwards, outside of this function.)
  function guarded(call) {
    return function () {
      // Remaining callbacks of an instance or a page that was ended regularly return silently: on
      // another site's page, a script may watch for errors.
      if (instance.silent) return undefined;
      if (instance.dead) throw new DeadCall();
      try {
        return call.apply(null, arguments);
      } catch (error) {
        if (!instance.dead) {
          instance.dead = true;
          instance.trap = error;
          onTrap(error);
        }
        throw error;
      }
    };
  }

  return WebAssembly.instantiate(module, bound.imports()).then(function (made) {
    var exports = {};
    Object.keys(made.exports).forEach(function (name) {
      var value = made.exports[name];
      exports[name] = typeof value === 'function' ? guarded(value) : value;
    });
    instance.memory = exports.memory;
    bound.attach(exports);
    return instance;
  });
}

// Thrown to the remaining callbacks of a dead instance: its timers, promises and finalizers.
function DeadCall() {}

function silenceDeadCalls() {
  window.addEventListener('error', function (event) {
    if (event.error instanceof DeadCall) event.preventDefault();
  });
  window.addEventListener('unhandledrejection', function (event) {
    if (event.reason instanceof DeadCall) event.preventDefault();
  });
}

// ---- The unpack module ----

// Returns a function that inflates bytes and returns a promise of the result. `wasm` are the bytes
// of the unpack module.
function unpacker(factory, wasm) {
  var inflate = null;
  return function (bytes) {
    if (!inflate) {
      var bound = factory();
      inflate = WebAssembly.instantiate(wasm, bound.imports()).then(function (made) {
        bound.attach(made.instance.exports);
        return bound.exports.inflate;
      });
    }
    return inflate.then(function (inflate) {
      var whole = inflate(bytes);
      if (!whole) throw new Error('damaged');
      return whole;
    });
  };
}

// ---- The page module ----

// Keeps an instance of the page module running until it is ended. While there is a root element, a
// page runs in it. Members of `wanted`:
//   factory, module                its glue, and the compiled module
//   root                           the element that the page takes over; null: no page yet
//   host                           the imports of wasm, without `listen`, `remember` and
//                                  `readWords`
//   words                          the words module (see keepWords). It is loaded as soon as an
//                                  instance is at work
//   made(exports)                  called when a new instance is there, before a page starts in it;
//                                  may be left out
//   start(exports, root, past)     starts the page; `past` holds the options `recovered`, `reason`
//                                  and `remembered`
//   started(), failed(error)       called when an instance is at work; when it could not start
//   ready(there)                   called after `started`, when the instance was told whether the
//                                  words module is there. An instance that traps before, or that
//                                  another one follows, is not told
//   restarting(error), stopped()   called when it trapped and another one follows; when it trapped
//                                  too often
// Members of the result:
//   root                           the current root, or null
//   exports                        the functions of the module while an instance is at work; else
//                                  null
//   show(root)                     starts a page in this element. An instance runs only one page: a
//                                  second page gets a new instance
//   hide()                         ends the page. Its remaining callbacks have no effect; from now
//                                  on the instance answers only inside `ask`
//   ask(call)                      returns the result of `call`, which may call the functions of
//                                  the module
//   end()                          ends the instance permanently
function keepPage(wanted) {
  var kept = { root: wanted.root, exports: null, show: show, hide: hide, ask: ask, end: end };
  var listeners = [];
  var restarts = [];
  var instance = null;
  // Whether a page has started in the instance; whether another instance is on its way.
  var used = false;
  var follows = false;
  var over = false;
  // Identifies the newest instance, from the moment at which it is requested.
  var newest = null;

  var host = { listen: listen, remember: remember, readWords: wanted.words.read };
  Object.keys(wanted.host).forEach(function (name) { host[name] = wanted.host[name]; });
  Object.freeze(host);

  function follow(recovered, reason) {
    var own = {};
    var trapped = false;
    newest = own;
    follows = true;
    function onTrap(error) {
      trapped = true;
      if (newest !== own) return;
      kept.exports = null;
      follows = true;
      // The calls in progress end first.
      setTimeout(restart, 0, error);
    }
    instantiate(wanted.factory, wanted.module, host, onTrap).then(function (made) {
      if (over) return;
      retire();
      instance = made;
      used = false;
      follows = false;
      if (wanted.made) wanted.made(made.exports);
      if (kept.root) start(recovered, reason);
      if (!made.dead) kept.exports = made.exports;
      wanted.started();
      return tell(own);
    }).catch(function (error) {
      if (trapped || over) return;
      follows = false;
      wanted.failed(error);
    });
  }

  // Tells the instance that `own` identifies whether the words module is there, unless the instance
  // has trapped or is being replaced by then.
  function tell(own) {
    return wanted.words.load().then(function () {
      return true;
    }, function (error) {
      console.error(error);
      return false;
    }).then(function (there) {
      if (over || newest !== own || instance.dead) return;
      ask(function () {
        if (there) instance.exports.words_ready();
        else instance.exports.words_failed();
      });
      wanted.ready(there);
    });
  }

  function start(recovered, reason) {
    used = true;
    var past = { recovered: recovered, reason: reason, remembered: remembered };
    wanted.start(instance.exports, kept.root, past);
  }

  // The remaining callbacks of the instance return silently.
  function retire() {
    if (instance) instance.dead = instance.silent = true;
    instance = null;
  }

  function restart(error) {
    if (over) return;
    var now = performance.now();
    dropListeners();
    wanted.restarting(error);
    restarts = restarts.filter(function (time) { return now - time < RESTARTS_WITHIN; });
    if (restarts.length >= RESTARTS) {
      follows = false;
      wanted.stopped();
      return;
    }
    restarts.push(now);
    if (kept.root) kept.root = emptied(kept.root);
    follow(true, String(error));
  }

  // The draft for the next instance where the browser stores nothing.
  var remembered = null;

  function remember(text) {
    remembered = text;
  }

  function listen(target, type, handler, options) {
    target.addEventListener(type, handler, options);
    listeners.push(function () { target.removeEventListener(type, handler, options); });
  }

  function dropListeners() {
    listeners.forEach(function (drop) { drop(); });
    listeners = [];
  }

  function show(root) {
    kept.root = root;
    // The instance that is on its way starts the page.
    if (follows) return;
    if (used || !kept.exports) {
      follow(false, '');
      return;
    }
    try {
      start(false, '');
    } catch (error) {
      if (!instance.dead) wanted.failed(error);
    }
  }

  function hide() {
    remembered = null;
    dropListeners();
    if (kept.root) kept.root = emptied(kept.root);
    kept.root = null;
    if (instance) instance.silent = true;
  }

  function ask(call) {
    var asked = instance;
    var silent = asked.silent;
    asked.silent = false;
    try {
      return call();
    } finally {
      if (!over) asked.silent = silent;
    }
  }

  function end() {
    over = true;
    retire();
    kept.exports = null;
    hide();
  }

  follow(false, '');
  return kept;
}

// ---- The words and the office module ----

// Returns a function that returns the promise of `compiled()`, which is called again only after a
// failure.
function once(compiled) {
  var module = null;
  return function () {
    if (!module) {
      module = compiled();
      module.catch(function () { module = null; });
    }
    return module;
  };
}

// Keeps an instance of the words module. `compiled()` returns a promise of the module. Members of
// the result:
//   load()                         a promise that an instance is there; after a failure the next
//                                  call tries again
//   read(request)                  `readWords` of the page. It never throws, because what it throws
//                                  would pass through the page's wasm
function keepWords(factory, compiled) {
  var compile = once(compiled);
  // The instance that answers, and the promise of the one that is to take its place.
  var live = null;
  var next = null;

  function follow() {
    if (!next) {
      next = compile().then(function (module) {
        return instantiate(factory, module, {}, function () {});
      }).then(function (instance) {
        live = instance;
      });
      next.then(arrived, arrived);
    }
    return next;
  }

  function arrived() {
    next = null;
  }

  function load() {
    return live ? Promise.resolve() : follow();
  }

  function read(request) {
    if (!live) return undefined;
    var asked = live;
    var answer;
    try {
      answer = asked.exports.read_words(request);
    } catch (error) {
      console.error(error);
    }
    if (asked.dead) live = null;
    if (asked.dead || asked.memory.buffer.byteLength > MOST_MEMORY) {
      follow().catch(function (error) { console.error(error); });
    }
    return answer;
  }

  return { load: load, read: read };
}

// Keeps an instance of the office module for calls. `compiled()` returns a promise of the module;
// after a failure the next call tries again.
function keepOffice(factory, compiled) {
  var compile = once(compiled);
  var live = null;

  function drop() {
    live = null;
  }

  function alive() {
    if (!live) {
      live = compile().then(function (module) {
        return instantiate(factory, module, {}, drop);
      });
      live.catch(drop);
    }
    return live;
  }

  function call(name, args) {
    return alive().then(function (instance) {
      try {
        return instance.exports[name].apply(null, args);
      } catch (error) {
        if (!instance.dead) throw error;
        var trap = new Error(String(instance.trap));
        trap.name = 'OfficeTrap';
        throw trap;
      } finally {
        if (instance.memory.buffer.byteLength > MOST_MEMORY) drop();
      }
    });
  }

  return { compile: compile, call: call };
}
