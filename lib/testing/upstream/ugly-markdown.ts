/** Text that a renderer may stumble over: everything in it is meant to be shown, and nothing in it to happen. */
export const uglyMarkdown = `# A heading with \`code\` and *stress*

| Left | Right | Middle |
|:-----|------:|:------:|
| 1 | 22 | **bold** |
| a \\| pipe | \`x | y\` | [link](https://example.org/a_(b)) |
| only one cell |

\`\`\`typescript
const greeting: string = "</script><b>not bold</b>"; // ${"```"} inside a line
export function add(a: number, b: number) { return a + b; }
\`\`\`

~~~
a tilde fence with \`\`\` inside
~~~

Inline $E = mc^2$, a price of $5 and $6, and a display:

$$
\\int_0^1 x^2 \\, dx = \\frac{1}{3}, \\qquad \\begin{pmatrix} 1 & 2 \\\\ 3 & 4 \\end{pmatrix}
$$

Broken $\\frac{1}{$ formula and \\(x_1\\) and \\[y^2\\].

<script>globalThis.wasRun = true</script>
<img src="x" onerror="globalThis.wasRun = true">
<iframe src="https://example.org/frame"></iframe>
<style>body { display: none }</style>

![a remote image](https://tracker.example.org/pixel.png?secret=1)
[click me](javascript:globalThis.wasRun=true) and [data](data:text/html,<script>globalThis.wasRun=true</script>)
[https://bank.example.org](https://evil.example.org/login) looks like a bank.

- a list
  - nested
    1. and numbered
- [ ] an open task
- [x] a done task

> a quote
>> in a quote

مرحبا بالعالم and then שלום עולם, \u202Ea line turned round\u202C.

Emoji: 👩‍👩‍👧‍👦 🏳️‍🌈 🇪🇺 and e\u0301 combining, zero\u200Bwidth.

${"x".repeat(4000)}

Term[^1] with an unclosed **bold and an unclosed \`code

[^1]: A footnote.
`;
