// 框架里的页面：导出“网页片段”时，把正文和数字交给外面的页面。
const element = document.querySelector('nianbao-report');

element.addEventListener('export', (event) => {
  if (event.detail.format !== 'html-fragment' || parent === window) return;
  event.preventDefault();
  parent.postMessage({
    nianbao: 1,
    name: event.detail.name,
    fragment: event.detail.text(),
    numbers: element.nianbao.numbers(),
  }, location.origin);
});
