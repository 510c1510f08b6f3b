// Tries every way in which a page could send something, so that a clerk can see that each is
// refused. These are the only lines of the page that use such a way. Every address ends in
// .invalid, a domain that does not exist (RFC 2606), so nothing would arrive even if the policy
// failed. The file uses only ECMAScript 5 (2009).
//
// window.nianbaoTries()   a promise of [way, answer] pairs for fetch, request, socket, image,
//                         beacon; the answer is one of
//                         refused   the browser reports that the policy of the page forbade it
//                         failed    it was not sent, and the browser does not report why
//                         absent    the browser does not have the interface
//                         passed    the policy permitted it
//                         boot.js removes the function and gives it to the page as
//                         nianbaoHost.tryToSend.
(function () {
  'use strict';

  // How long a browser may take to report what it refused, in milliseconds.
  var PATIENCE = 600;

  var WAYS = {
    fetch: function (host, answer) {
      if (!window.fetch) return 'absent';
      window.fetch('https://' + host + '/').then(
        function () { answer('passed'); },
        function () { answer('failed'); }
      );
    },
    request: function (host, answer) {
      if (!window.XMLHttpRequest) return 'absent';
      var request = new XMLHttpRequest();
      request.onload = function () { answer('passed'); };
      request.onerror = function () { answer('failed'); };
      request.open('POST', 'https://' + host + '/');
      request.send('?');
    },
    socket: function (host, answer) {
      if (!window.WebSocket) return 'absent';
      var socket = new WebSocket('wss://' + host + '/');
      socket.onopen = function () { answer('passed'); };
      socket.onerror = function () { answer('failed'); };
    },
    image: function (host, answer) {
      var image = new Image();
      image.onload = function () { answer('passed'); };
      image.onerror = function () { answer('failed'); };
      image.src = 'https://' + host + '/?';
    },
    beacon: function (host) {
      if (!navigator.sendBeacon) return 'absent';
      // Some browsers return true before they check the policy, which then reports the violation.
      return navigator.sendBeacon('https://' + host + '/', '?') ? 'passed' : 'failed';
    }
  };

  window.nianbaoTries = function () {
    var answers = {};
    function heard(event) {
      Object.keys(WAYS).forEach(function (way) {
        if (String(event.blockedURI).indexOf(way + '.nianbao.invalid') >= 0) {
          answers[way] = 'refused';
        }
      });
    }
    document.addEventListener('securitypolicyviolation', heard);
    Object.keys(WAYS).forEach(function (way) {
      function answer(word) {
        if (answers[way] !== 'refused') answers[way] = word;
      }
      var known;
      try {
        known = WAYS[way](way + '.nianbao.invalid', answer);
      } catch (error) {
        known = 'failed';
      }
      if (known) answer(known);
    });
    return new Promise(function (resolve) {
      setTimeout(function () {
        document.removeEventListener('securitypolicyviolation', heard);
        // An attempt that has neither failed nor been refused by now counts as permitted.
        resolve(Object.keys(WAYS).map(function (way) { return [way, answers[way] || 'passed']; }));
      }, PATIENCE);
    });
  };
})();
