// 外面的页面：本身的安全策略不必放宽，只收框架里送来的正文。
addEventListener('message', (event) => {
  const frame = document.querySelector('iframe');
  if (event.source !== frame.contentWindow || event.origin !== location.origin) return;
  if (!event.data || !event.data.nianbao) return;
  document.getElementById('content').value = event.data.fragment;
  const taken = event.data.name.includes('（草稿）') ? '已取入的是草稿' : '已取入';
  const received = event.data.numbers['requests.new.total'];
  document.getElementById('state').textContent = `${taken}：新收申请 ${received} 件。`;
});
