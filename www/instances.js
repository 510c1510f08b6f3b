// Keeps instances of the wasm modules alive: what every form of the page needs, whatever it is started by. Declarations only; the bundler puts
// them in front of boot.js, and of the module for other people's pages. In the language of 2009, as boot.js.
//
// What the unpack module exports   inflate(bytes): the bytes, or undefined if they are damaged
// What the page module exports     start(root, options), and the handle Nianbao (see src/web/api.rs)
//   options.recovered              true when an earlier instance trapped: take up the journal, and tell the clerk
//   options.reason                 what the trap said, for a report of the fault
//   options.remembered             the draft that the earlier instance gave to `remember`, if it did
// What the office module exports   anything; the page calls it by name: read(bytes, options), write(job), …
//
// What wasm may use: nianbaoHost, which every instance is given as one of its own
//   officeCall(name, args)         a promise of what the office function `name` gives for the array `args`. The module is compiled and
//                                  instantiated as needed. An error of the function comes as it is; after a trap the error has the name
//                                  "OfficeTrap", the instance is gone, and the next call gets a new one. Calls keep nothing between them.
//   unpacked(id)                   a promise of the bytes of the element `id`, which holds them deflated and in base64
//   tryToSend()                    a promise of what came of trying to send something (see offline.js)
//   told(what, detail)             the open report has changed ("change", detail: {}), or what is found in it ("finding", detail: {errors,
//                                  verifies, hints}); what was to be opened at the start is open, or cannot be, or nothing was ("settled"); which
//                                  draft of the store is open ("current", detail: its key or null), to be handed to the next instance
//   taken(name, type, bytes)       whether somebody takes a finished file, so that the browser need not save it
//   remember(draft)                keeps a text, or nothing, for the next instance after a trap
//   listen(target, type, fn, options)
//                                  addEventListener for targets outside the root (window, document, media queries): removed with the instance
//
// When an instance of the page traps, nothing calls into it again: every function it exports is guarded, timers and promises that it left
// behind fall silent, the root is replaced by an empty clone (listeners inside it die with it), what was given to `listen` is removed, and
// a new instance starts. At most three times a minute; then the page stops and says so. So the page must keep everything it shows in the root.

var RESTARTS = 3;
var RESTARTS_WITHIN = 60 * 1000;
// Memory of an instance never shrinks: one that has grown beyond this is not kept for the next call.
var OFFICE_MEMORY = 64 * 1024 * 1024;

// A module of one function that copies memory in one instruction, as our modules do (Chromium 75, Firefox 79).
var COPIES = [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 5, 3, 1, 0, 1, 10, 14, 1, 12, 0, 65, 0, 65, 0, 65, 0, 252, 10, 0, 0, 11];

function readsModules() {
  return typeof WebAssembly !== 'undefined' && WebAssembly.instantiate && WebAssembly.validate(new Uint8Array(COPIES));
}

// Bytes that travel as base64.
function bytesOf(text) {
  var characters = atob(text);
  var bytes = new Uint8Array(characters.length);
  for (var i = 0; i < characters.length; i++) bytes[i] = characters.charCodeAt(i);
  return bytes;
}

// Listeners inside the root die with it.
function emptied(root) {
  var empty = root.cloneNode(false);
  root.parentNode.replaceChild(empty, root);
  return empty;
}

// ---- Instances: alive until they trap ----

// A promise of {exports, memory, dead, silent, trap}. `onTrap` is called once, with the error, when a call into wasm fails.
function instantiate(factory, module, host, onTrap) {
  var bound = factory(host);
  var instance = { exports: bound.exports, memory: null, dead: false, silent: false, trap: null };

  // Rust is compiled without unwinding: whatever error passes through its frames, a trap or an exception of the browser, leaves locks
  // taken and the stack pointer moved. (An error that Rust returns is thrown by the glue afterwards, and does not come by here.)
  function guarded(call) {
    return function () {
      // What an instance that was ended in good order has left behind ends without a word: a script of the page around may watch for errors.
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

// Thrown to whatever a dead instance left behind: its timers, promises and finalizers.
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

// A function that gives a promise of the bytes that others were deflated from. `wasm` are the bytes of the unpack module.
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

// Keeps an instance of the page module alive until it ends; while there is a root element, a page runs in it. What is wanted of it:
//   factory, module                its glue, and the compiled module
//   root                           the element that the page takes over; null where nothing is shown yet
//   host                           what wasm may use, without `listen` and `remember`
//   made(exports)                  a new instance is there, and no page runs in it yet; may be left out
//   start(exports, root, past)     starts the page; `past` holds `recovered`, `reason` and `remembered`
//   ready(exports), failed(error)  an instance is at work; it could not be started
//   restarting(error), stopped()   it trapped, and another one follows; it trapped too often
// Gives
//   root, exports                  the root of the moment, and the functions of the module while an instance is at work; else null
//   show(root)                     a page starts in this element. An instance runs a page once: where it has done so, another instance follows
//   hide()                         the page ends. What it leaves behind in the instance falls silent, which answers to `ask` alone from now on
//   ask(call)                      gives what `call` gives, which may call the functions of the module
//   end()                          ends the instance for good
function keepPage(wanted) {
  var kept = { root: wanted.root, exports: null, show: show, hide: hide, ask: ask, end: end };
  var listeners = [];
  var restarts = [];
  var instance = null;
  // Whether a page has started in the instance; whether another instance will follow without being asked for.
  var used = false;
  var follows = false;
  var over = false;
  // The newest instance, from the moment in which it is asked for.
  var newest = null;

  var host = { listen: listen, remember: remember };
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
      // Let the calls that are under way come to their end first.
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
      wanted.ready(made.exports);
    }).catch(function (error) {
      if (trapped || over) return;
      follows = false;
      wanted.failed(error);
    });
  }

  function start(recovered, reason) {
    used = true;
    wanted.start(instance.exports, kept.root, { recovered: recovered, reason: reason, remembered: remembered });
  }

  // Whatever the instance has left behind ends without a word.
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

  // What an instance wants the next one to know where the browser keeps nothing.
  var remembered = null;

  function remember(draft) {
    remembered = draft;
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
    // The instance that follows starts the page.
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

// ---- The office module ----

// Keeps an instance for calls. `compiled()` gives a promise of the module; a failure is forgotten, so that the next call tries again.
function keepOffice(factory, compiled) {
  var module = null;
  var live = null;

  function compile() {
    if (!module) {
      module = compiled();
      module.catch(function () { module = null; });
    }
    return module;
  }

  function drop() {
    live = null;
  }

  function alive() {
    if (!live) {
      live = compile().then(function (module) { return instantiate(factory, module, {}, drop); });
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
        if (instance.memory.buffer.byteLength > OFFICE_MEMORY) drop();
      }
    });
  }

  return { compile: compile, call: call };
}
