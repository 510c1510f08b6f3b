// 把年报的正文和数字取到后台的表单里。
const element = document.querySelector('nianbao-report');
const form = document.getElementById('article');
const state = document.getElementById('state');

function fill(fragment) {
  const numbers = element.nianbao.numbers();
  form.elements.content.value = fragment.text();
  form.elements.title.value = fragment.name.replace(/（网页片段）\.html$/, '');
  form.elements.new.value = numbers['requests.new.total'];
  form.elements.done.value = numbers['requests.total.total'];
  form.elements.open.value = numbers['requests.carried_out.total'];
  const errors = element.nianbao.findings()
    .filter((finding) => finding.severity === 'error' && !finding.explained);
  // 草稿的文件名里写着“草稿”。
  const why = errors.length ? `还有 ${errors.length} 处错误没有改正` : '还没有填完';
  state.textContent = fragment.name.includes('（草稿）') ? `已取入的是草稿，${why}。` : '已取入。';
}

document.getElementById('take').addEventListener('click', async () => {
  await element.ready;
  fill(await element.nianbao.export('html-fragment', { announce: false }));
});

// 在年报里导出“网页片段”：放进表单，不必再下载。
element.addEventListener('export', (event) => {
  if (event.detail.format !== 'html-fragment') return;
  event.preventDefault();
  fill(event.detail);
});
