/** Colours of GitHub's two themes, as far as a comment needs them. */
const colours = {
  light: {
    text: '#1f2328',
    muted: '#59636e',
    back: '#ffffff',
    soft: '#f6f8fa',
    border: '#d1d9e0',
    link: '#0969da',
  },
  dark: {
    text: '#f0f6fc',
    muted: '#9198a1',
    back: '#0d1117',
    soft: '#151b23',
    border: '#3d444d',
    link: '#4493f8',
  },
} as const;

/**
 * A comment's HTML in a page that looks as GitHub shows it; its height stands in `data-height` of
 * the root.
 */
export function pageOf({
  html,
  theme,
}: {
  readonly html: string;
  readonly theme: keyof typeof colours;
}): string {
  const { text, muted, back, soft, border, link } = colours[theme];
  return `<!doctype html><html><head><meta charset="utf-8"><style>
*{box-sizing:border-box}
body{margin:0;padding:16px;background:${back};color:${text};font:14px/1.5 -apple-system,BlinkMacSystemFont,"Segoe UI","Noto Sans",Helvetica,Arial,sans-serif}
.box{border:1px solid ${border};border-radius:6px}
.who{background:${soft};border-bottom:1px solid ${border};border-radius:6px 6px 0 0;padding:8px 16px;color:${muted}}
.who b{color:${text}}
.body{padding:16px;overflow-wrap:break-word}
.body>:first-child{margin-top:0}
h3{font-size:1.25em;margin:24px 0 16px;line-height:1.25}h4{font-size:1em;margin:24px 0 16px}
p,ul,blockquote,pre,details,table{margin:0 0 16px}
ul{padding-left:2em}
a{color:${link}}
table{display:block;width:max-content;max-width:100%;overflow:auto;border-spacing:0;border-collapse:collapse;font-variant:tabular-nums}
th,td{padding:6px 13px;border:1px solid ${border}}tr:nth-child(2n){background:${soft}}
blockquote{padding:0 1em;color:${muted};border-left:.25em solid ${border}}
code{font:85% ui-monospace,SFMono-Regular,"Liberation Mono",monospace;padding:.2em .4em;background:${soft};border-radius:6px}
pre{padding:16px;background:${soft};border-radius:6px;overflow:auto}pre code{padding:0;background:none}
sub{font-size:75%;color:${muted}}
</style></head><body><div class="box"><div class="who"><b>github-actions</b> commented</div><div class="body">${html}</div></div>
<script>document.documentElement.dataset.height=Math.ceil(document.body.getBoundingClientRect().height)</script></body></html>`;
}
