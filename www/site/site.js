// Registers the worker that stores the page on this computer (see worker.js), and tells the clerk
// about a new version. It never reloads the page by itself: the clerk decides when, in each window.
// The bar is outside the root, so that a version that does not start can be replaced as well.
// The file uses only ECMAScript 5 (2009), like boot.js: Internet Explorer 11 must be able to parse
// it.
//
// Input in the page           <meta name="nianbao-build">: the name of this build
// Question to the page        whether something would be lost, by the event with which browsers ask
//                             when a window closes (`beforeunload`)
(function () {
  'use strict';

  var HOUR = 60 * 60 * 1000;
  // How long the new version may take to become active, in milliseconds.
  var PATIENCE = 4000;
  var NEW = '存好以后点“换用新版本”，本页会重新打开，自动保存的内容都在。';
  var ELSEWHERE = '另一个窗口已经换用新版本，这个窗口还是原来的，可以接着写完；' + NEW;
  var UNSAVED = '现在的内容没有保存在本机，换用新版本就没有了：请先点“存成文件”，再点“换用新版本”。';

  // Workers are missing in old browsers, and at insecure addresses (http and an IP address): there
  // the page works only while the server does.
  var workers = navigator.serviceWorker;
  if (!workers) return;

  var own = document.querySelector('meta[name="nianbao-build"]').content;
  var registration = null;
  var switching = false;
  var checked = Date.now();

  // ---- The bar ----

  var bar = null;
  var put = false;

  function element(name, className, words) {
    var made = document.createElement(name);
    made.className = className;
    made.appendChild(document.createTextNode(words));
    return made;
  }

  function button(className, words, act) {
    var made = element('button', 'nianbao-update-button ' + className, words);
    made.type = 'button';
    made.addEventListener('click', act);
    return made;
  }

  function show(words) {
    if (!bar) {
      bar = element('div', 'nianbao-update', '');
      bar.setAttribute('role', 'region');
      bar.setAttribute('aria-label', '新版本');
      var line = element('p', '', '');
      // Screen readers announce changes of the line, without moving the focus.
      line.setAttribute('role', 'status');
      bar.appendChild(line);
      bar.appendChild(button('nianbao-update-now', '换用新版本', change));
      bar.appendChild(button('', '以后再说', function () { put = true; hide(); }));
    }
    if (!bar.parentNode) document.body.insertBefore(bar, document.body.firstChild);
    document.documentElement.classList.add('nianbao-has-update');
    // Screen readers announce text only in a line that existed before it.
    setTimeout(function () { bar.firstElementChild.textContent = words; }, 100);
  }

  function hide() {
    if (bar && bar.parentNode) document.body.removeChild(bar);
    document.documentElement.classList.remove('nianbao-has-update');
  }

  // ---- Another version ----

  // Shows the bar for the version of `worker`, unless it is the version of this window.
  function tell(worker, elsewhere) {
    var channel = new MessageChannel();
    channel.port1.onmessage = function (event) {
      channel.port1.close();
      if (event.data.build === own || put && !elsewhere) return;
      var date = event.data.date ? '（' + chinese(event.data.date) + '）' : '';
      show(elsewhere ? ELSEWHERE : '有新版本' + date + '，' + NEW);
    };
    worker.postMessage('about', [channel.port2]);
  }

  // Turns 2026-01-05 into 2026年1月5日.
  function chinese(date) {
    var parts = date.split('-').map(Number);
    return parts[0] + '年' + parts[1] + '月' + parts[2] + '日';
  }

  // On this event the page also writes a note with what is not in the browser's store yet.
  function wouldLose() {
    var question = document.createEvent('Event');
    question.initEvent('beforeunload', false, true);
    return !window.dispatchEvent(question);
  }

  function change() {
    if (wouldLose()) {
      show(UNSAVED);
      return;
    }
    switching = true;
    if (!registration.waiting) {
      reopen();
      return;
    }
    registration.waiting.postMessage('take over');
    setTimeout(reopen, PATIENCE);
  }

  function reopen() {
    window.location.reload();
  }

  workers.addEventListener('controllerchange', function () {
    if (switching) reopen();
    else if (workers.controller) tell(workers.controller, true);
  });

  function watch(worker) {
    worker.addEventListener('statechange', function () {
      if (worker.state === 'installed') tell(worker, false);
    });
  }

  // A page that stays open for days checks for a new version too.
  document.addEventListener('visibilitychange', function () {
    if (document.hidden || !registration || Date.now() - checked < HOUR) return;
    checked = Date.now();
    registration.update().catch(function () {});
  });

  // Registration fails in some private windows, and when the server has no worker: the page works
  // without it.
  workers.register('worker.js').then(function (made) {
    registration = made;
    if (made.installing) watch(made.installing);
    if (made.waiting) tell(made.waiting, false);
    made.addEventListener('updatefound', function () { watch(made.installing); });
  }).catch(function () {});
})();
