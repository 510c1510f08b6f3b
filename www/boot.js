// Starts the page. With instances.js, which the bundler puts in front of it, this is the only
// JavaScript of the page that is written by hand. It uses only ECMAScript 5 (2009), because
// Internet Explorer 11, which is the 兼容模式 of Chinese browsers, and Chromium from 67 on must at
// least be able to parse it and to say which browser to use instead.
//
// Inputs in the page
//   #nianbao                       the root element, which shows 正在打开… until the page module
//                                  takes it over
//   window.nianbaoTries            see offline.js; deleted at once
//   window.nianbaoGlue             {unpack, page, words, office}: functions that make the glue of a
//                                  new instance (see bundle/src/glue.rs); deleted at once
//   #nianbao-unpack, -page, -words, -office   the modules in base64; all but unpack are deflated
//
// The page starts first, then the words module is loaded, which judges texts, and the office module
// is compiled when the browser is idle.
//
// Outputs that others may read
//   <html data-ready="1">          start() has returned, and the page was told that the words
//                                  module is there, or that it could not be loaded; absent while a
//                                  new instance starts
//   window.nianbaoTimes            {booted, compiled, started, words, office}: performance.now() of
//                                  each step. `words` is missing if that module could not be
//                                  loaded. From `office` on, everything is compiled, and no further
//                                  script may start

var MODERN = 'Chrome 78、Edge 79、Firefox 79 以上，或近年的 360、奇安信、UOS 浏览器（用极速模式，不用兼容模式）';
var TOO_OLD = '这个浏览器太旧，打不开本页；请换用 ' + MODERN + '。';
var FAILED = '打不开本页：浏览器太旧，或者文件不完整；请换用 ' + MODERN + '，仍打不开就重新取得这个文件。';
var STOPPED = '本页连续出错，已经停下；此前自动保存的内容还在，请关闭本页后重新打开。';

var root = document.getElementById('nianbao');
var glue = window.nianbaoGlue;
var tries = window.nianbaoTries;
delete window.nianbaoGlue;
delete window.nianbaoTries;

var page = null;

function say(sentence) {
  var notice = document.createElement('p');
  notice.className = 'nianbao-notice';
  notice.setAttribute('role', 'alert');
  notice.appendChild(document.createTextNode(sentence));
  root = emptied(page ? page.root : root);
  if (page) page.root = root;
  root.appendChild(notice);
}

function fail(error) {
  console.error(error);
  say(FAILED);
}

// The glue is missing where the browser could not parse it.
if (!glue || !window.Promise || !window.TextDecoder || !window.TextEncoder || !readsModules()) {
  say(TOO_OLD);
} else {
  begin();
}

function begin() {
  var times = { booted: performance.now() };
  window.nianbaoTimes = times;
  silenceDeadCalls();

  // The bytes of a module that is embedded in the page.
  function embedded(id) {
    return bytesOf(document.getElementById(id).textContent);
  }

  var inflated = null;

  // A promise of the bytes of a module that is embedded deflated. The browser inflates them where
  // it can (Chrome 103, Firefox 113, Safari 16.4), because the unpack module takes longer.
  function unpacked(id) {
    var stream = inflatingStream();
    if (stream) {
      var deflated = new Blob([embedded(id)]).stream();
      return new Response(deflated.pipeThrough(stream)).arrayBuffer().then(function (buffer) {
        return new Uint8Array(buffer);
      });
    }
    if (!inflated) inflated = unpacker(glue.unpack, embedded('nianbao-unpack'));
    return inflated(embedded(id));
  }

  // A promise of a compiled module that is embedded behind this script.
  function compiledLater(id) {
    return loaded().then(function () {
      return unpacked(id);
    }).then(function (bytes) {
      return WebAssembly.compile(bytes);
    });
  }

  var words = keepWords(glue.words, function () { return compiledLater('nianbao-words'); });

  // Fulfilled once the words module is there, or could not be loaded.
  var settleWords;
  var wordsSettled = new Promise(function (resolve) { settleWords = resolve; });

  var office = keepOffice(glue.office, function () {
    var module = compiledLater('nianbao-office');
    Promise.all([module, wordsSettled]).then(tighten, function () {});
    return module;
  });

  // Tests may intercept the calls of the office module.
  function asked(name, args) {
    var between = window.nianbaoTest && window.nianbaoTest.office;
    return between ? between(name, args, office.call) : office.call(name, args);
  }

  // Everything is compiled: from here on no script of any kind may start, and no text may be
  // evaluated. A further policy can only restrict more. `'none'` is not used, because WebKit would
  // then refuse a new instance of a module that is compiled already. Whether a worker is permitted
  // is decided by the first policy.
  function tighten() {
    if (times.office) return;
    var policy = document.createElement('meta');
    policy.httpEquiv = 'Content-Security-Policy';
    policy.content = "script-src 'wasm-unsafe-eval'; worker-src 'self'";
    document.head.appendChild(policy);
    times.office = performance.now();
  }

  // No other program embeds this page: there are no event listeners, and no takers of files.
  var host = {
    officeCall: asked,
    unpacked: unpacked,
    tryToSend: tries,
    told: function () {},
    taken: function () { return false; }
  };

  Promise.resolve().then(function () {
    return unpacked('nianbao-page');
  }).then(function (bytes) {
    return WebAssembly.compile(bytes);
  }).then(function (module) {
    times.compiled = performance.now();
    page = keepPage({
      factory: glue.page,
      module: module,
      root: root,
      host: host,
      words: words,
      start: function (exports, root, past) { exports.start(root, past); },
      started: function () { times.started = performance.now(); },
      ready: function (there) {
        if (there) times.words = performance.now();
        settleWords();
        document.documentElement.setAttribute('data-ready', '1');
        whenIdle(function () {
          office.compile().catch(function (error) { console.error(error); });
        });
      },
      failed: fail,
      restarting: function () { document.documentElement.removeAttribute('data-ready'); },
      stopped: function () { say(STOPPED); }
    });
  }).catch(fail);
}

// A stream that inflates, or null where the browser has none. Chromium 80 to 102 has such streams
// but throws for this format.
function inflatingStream() {
  if (!('DecompressionStream' in window)) return null;
  try {
    return new DecompressionStream('deflate-raw');
  } catch (error) {
    return null;
  }
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
