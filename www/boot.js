// Starts the page. The only JavaScript written by hand, in the language of 2009: Internet Explorer 11, which is the 兼容模式 of Chinese
// browsers, and Chromium from 67 on must at least be able to read it and to say which browser to take instead.
//
// What it finds in the page
//   #nianbao                       the root element, shown as 正在打开… until the page module takes it over
//   window.nianbaoTries            see offline.js; taken away at once
//   window.nianbaoGlue             {unpack, page, office}: functions that make the glue of a new instance (see bundle/src/glue.rs); taken away at once
//   #nianbao-unpack, -page, -office   the modules in base64; page and office are deflated
//
// What the unpack module exports   inflate(bytes): the bytes, or undefined if they are damaged
// What the page module exports     start(root, options)
//   options.recovered              true when an earlier instance trapped: take up the journal, and tell the clerk
//   options.reason                 what the trap said, for a report of the fault
// What the office module exports   anything; the page calls it by name: read(bytes, options), write(job), …
//
// What wasm may use: window.nianbaoHost
//   officeCall(name, args)         a promise of what the office function `name` gives for the array `args`. The module is compiled and
//                                  instantiated as needed. An error of the function comes as it is; after a trap the error has the name
//                                  "OfficeTrap", the instance is gone, and the next call gets a new one. Calls keep nothing between them.
//   unpacked(id)                   a promise of the bytes of the element `id`, which holds them deflated and in base64
//   tryToSend()                    a promise of what came of trying to send something (see offline.js)
//   listen(target, type, fn, options)
//                                  addEventListener for targets outside the root (window, document, media queries): removed with the instance
//
// When an instance of the page traps, nothing calls into it again: every function it exports is guarded, timers and promises that it left
// behind fall silent, the root is replaced by an empty clone (listeners inside it die with it), what was given to `listen` is removed, and
// a new instance starts. At most three times a minute; then the page stops and says so. So the page must keep everything it shows in the root.
//
// What others may read
//   <html data-ready="1">          start() has returned; absent while a new instance starts
//   window.nianbaoTimes            {booted, compiled, started, office}: performance.now() of each step; from `office` on, no further script may start
(function () {
  'use strict';

  var MODERN = 'Chrome 78、Edge 79、Firefox 79 以上，或近年的 360、奇安信、UOS 浏览器（用极速模式，不用兼容模式）';
  var TOO_OLD = '这个浏览器太旧，打不开本页；请换用 ' + MODERN + '。';
  var FAILED = '打不开本页：浏览器太旧，或者文件不完整；请换用 ' + MODERN + '，仍打不开就重新取得这个文件。';
  var STOPPED = '本页连续出错，已经停下；此前自动保存的内容还在，请关闭本页后重新打开。';

  var RESTARTS = 3;
  var RESTARTS_WITHIN = 60 * 1000;
  // Memory of an instance never shrinks: one that has grown beyond this is not kept for the next call.
  var OFFICE_MEMORY = 64 * 1024 * 1024;

  var root = document.getElementById('nianbao');
  var glue = window.nianbaoGlue;
  var tries = window.nianbaoTries;
  delete window.nianbaoGlue;
  delete window.nianbaoTries;

  function say(sentence) {
    var notice = document.createElement('p');
    notice.className = 'nianbao-notice';
    notice.setAttribute('role', 'alert');
    notice.appendChild(document.createTextNode(sentence));
    replaceRoot().appendChild(notice);
  }

  // Listeners inside the root die with it.
  function replaceRoot() {
    var empty = root.cloneNode(false);
    root.parentNode.replaceChild(empty, root);
    root = empty;
    return root;
  }

  // Without the glue, the browser could not read it.
  if (!glue || !window.WebAssembly || !WebAssembly.instantiate || !window.Promise || !window.TextDecoder || !window.TextEncoder) {
    say(TOO_OLD);
    return;
  }

  var times = { booted: performance.now() };
  window.nianbaoTimes = times;

  // Bytes that travel inside the page.
  function embedded(id) {
    var text = atob(document.getElementById(id).textContent);
    var bytes = new Uint8Array(text.length);
    for (var i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
    return bytes;
  }

  var unpacker = null;

  // A promise of bytes that travel deflated.
  function unpacked(id) {
    if (!unpacker) {
      var bound = glue.unpack();
      unpacker = WebAssembly.instantiate(embedded('nianbao-unpack'), bound.imports()).then(function (made) {
        bound.attach(made.instance.exports);
        return bound.exports.inflate;
      });
    }
    return unpacker.then(function (inflate) {
      var bytes = inflate(embedded(id));
      if (!bytes) throw new Error(id);
      return bytes;
    });
  }

  // ---- Instances: alive until they trap ----

  // A promise of {exports, memory, dead, trap}. `onTrap` is called once, with the error, when a call into wasm fails.
  function instantiate(factory, module, onTrap) {
    var bound = factory();
    var instance = { exports: bound.exports, memory: null, dead: false, trap: null };

    // Rust is compiled without unwinding: whatever error passes through its frames, a trap or an exception of the browser, leaves locks
    // taken and the stack pointer moved. (An error that Rust returns is thrown by the glue afterwards, and does not come by here.)
    function guarded(call) {
      return function () {
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

  window.addEventListener('error', function (event) {
    if (event.error instanceof DeadCall) event.preventDefault();
  });
  window.addEventListener('unhandledrejection', function (event) {
    if (event.reason instanceof DeadCall) event.preventDefault();
  });

  // ---- The page module ----

  var pageModule = null;
  var page = null;
  var restarts = [];

  function startPage(options) {
    var trapped = false;
    function onTrap(error) {
      trapped = true;
      // Let the calls that are under way come to their end first.
      setTimeout(restart, 0, error);
    }
    instantiate(glue.page, pageModule, onTrap).then(function (instance) {
      page = instance;
      instance.exports.start(root, options);
      times.started = performance.now();
      document.documentElement.setAttribute('data-ready', '1');
      whenIdle(function () { office().catch(function (error) { console.error(error); }); });
    }).catch(function (error) {
      if (trapped) return;
      console.error(error);
      say(FAILED);
    });
  }

  function restart(error) {
    var now = performance.now();
    page = null;
    document.documentElement.removeAttribute('data-ready');
    dropListeners();
    restarts = restarts.filter(function (time) { return now - time < RESTARTS_WITHIN; });
    if (restarts.length >= RESTARTS) {
      say(STOPPED);
      return;
    }
    restarts.push(now);
    replaceRoot();
    startPage({ recovered: true, reason: String(error) });
  }

  var listeners = [];

  function listen(target, type, handler, options) {
    target.addEventListener(type, handler, options);
    listeners.push(function () { target.removeEventListener(type, handler, options); });
  }

  function dropListeners() {
    listeners.forEach(function (drop) { drop(); });
    listeners = [];
  }

  // ---- The office module ----

  var officeModule = null;
  var officeInstance = null;

  // A promise of the compiled module; a failure is forgotten, so that the next call tries again.
  function office() {
    if (!officeModule) {
      officeModule = loaded().then(function () {
        return unpacked('nianbao-office');
      }).then(function (bytes) {
        return WebAssembly.compile(bytes);
      });
      officeModule.then(tighten, function () { officeModule = null; });
    }
    return officeModule;
  }

  function dropOffice() {
    officeInstance = null;
  }

  function liveOffice() {
    if (!officeInstance) {
      officeInstance = office().then(function (module) { return instantiate(glue.office, module, dropOffice); });
      officeInstance.catch(dropOffice);
    }
    return officeInstance;
  }

  function officeCall(name, args) {
    return liveOffice().then(function (instance) {
      try {
        return instance.exports[name].apply(null, args);
      } catch (error) {
        if (!instance.dead) throw error;
        var trap = new Error(String(instance.trap));
        trap.name = 'OfficeTrap';
        throw trap;
      } finally {
        if (instance.memory.buffer.byteLength > OFFICE_MEMORY) dropOffice();
      }
    });
  }

  // Everything is compiled: from here on no script of any kind may start, nor text become one. Policies only ever tighten.
  // Not 'none', because WebKit would then refuse a new instance of a module that is compiled already. Whether there may be a worker, the first
  // policy says.
  function tighten() {
    if (times.office) return;
    var policy = document.createElement('meta');
    policy.httpEquiv = 'Content-Security-Policy';
    policy.content = "script-src 'wasm-unsafe-eval'; worker-src 'self'";
    document.head.appendChild(policy);
    times.office = performance.now();
  }

  function loaded() {
    return new Promise(function (resolve) {
      if (document.readyState !== 'loading') resolve();
      else document.addEventListener('DOMContentLoaded', resolve);
    });
  }

  function whenIdle(work) {
    if (window.requestIdleCallback) requestIdleCallback(work, { timeout: 3000 });
    else setTimeout(work, 200);
  }

  // ---- Start ----

  window.nianbaoHost = Object.freeze({ officeCall: officeCall, unpacked: unpacked, tryToSend: tries, listen: listen });

  Promise.resolve().then(function () {
    return unpacked('nianbao-page');
  }).then(function (bytes) {
    return WebAssembly.compile(bytes);
  }).then(function (module) {
    times.compiled = performance.now();
    pageModule = module;
    startPage({ recovered: false });
  }).catch(function (error) {
    console.error(error);
    say(FAILED);
  });
})();
