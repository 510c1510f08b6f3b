// Tries every way in which a page could send something, so that a clerk can see each refused. The only lines of this file that name one, and
// every address ends in .invalid, which exists nowhere (RFC 2606): should the policy fail, nobody gets anything. In the language of 2009.
//
// window.nianbaoTries()   a promise of [way, answer] pairs: fetch, request, socket, image, beacon; and each one
//                         refused   the policy of the page forbade it, as the browser says
//                         failed    it did not go out, and the browser does not say why
//                         absent    the browser has no such thing
//                         passed    the policy let it pass
//                         boot.js takes it away and gives it to the page as nianbaoHost.tryToSend.
(function () {
  'use strict';

  // How long a browser may take to say what it refused.
  var PATIENCE = 600;

  var WAYS = {
    fetch: function (host, answer) {
      if (!window.fetch) return 'absent';
      window.fetch('https://' + host + '/').then(function () { answer('passed'); }, function () { answer('failed'); });
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
      // Some browsers say yes before they ask the policy, which then speaks for itself.
      return navigator.sendBeacon('https://' + host + '/', '?') ? 'passed' : 'failed';
    }
  };

  window.nianbaoTries = function () {
    var answers = {};
    function heard(event) {
      Object.keys(WAYS).forEach(function (way) {
        if (String(event.blockedURI).indexOf(way + '.nianbao.invalid') >= 0) answers[way] = 'refused';
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
        // What has neither failed nor been refused by now is still trying.
        resolve(Object.keys(WAYS).map(function (way) { return [way, answers[way] || 'passed']; }));
      }, PATIENCE);
    });
  };
})();
