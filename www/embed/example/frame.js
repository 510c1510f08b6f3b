// 外面的页面：本身的安全策略不必放宽，只收框架里送来的正文。
addEventListener('message', (event) => {
  const frame = document.querySelector('iframe');
  if (event.source !== frame.contentWindow || event.origin !== location.origin || !event.data || !event.data.nianbao) return;
  document.getElementById('content').value = event.data.fragment;
  document.getElementById('state').textContent = `已取入：新收申请 ${event.data.numbers['requests.new.total']} 件。`;
});
