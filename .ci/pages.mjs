// Shows every page of a folder to Chromium, at the width of a phone and of a desk, light and dark, and measures it there.
// The pages are served, so that whatever they ask for is seen; only copies of them carry the measure.
//
//   node pages.mjs FOLDER AXE

import { spawn } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";

const [folder, axePath] = process.argv.slice(2);
const WIDTHS = [375, 1280];
const axe = readFileSync(axePath, "utf8");
const pages = Object.fromEntries(
  readdirSync(join(folder, "pages")).map((file) => [file, readFileSync(join(folder, "pages", file), "utf8")]),
);
// What has faults must be found to have them.
const FAULTY = "faulty.html";
const faulty = `<!DOCTYPE html><html lang="zh-CN"><head><title>甲</title></head><body><main><h1>甲</h1>
<p style="width:3000px">宽</p><p style="color:#eee;background:#fff">看不清</p><p style="position:absolute;top:200px;left:8px">甲乙丙丁</p>
<p style="position:absolute;top:204px;left:14px">戊己庚辛</p></main></body></html>`;

/// What a browser runs: loads each page in a frame and sends home what is wrong with it.
async function measure(names, widths, axe) {
  const overflow = (frame) => {
    const { document: page, innerWidth: width } = frame.contentWindow;
    const faults = [];
    if (page.scrollingElement.scrollWidth > width) faults.push(`${page.scrollingElement.scrollWidth} px wide`);
    for (const of of page.body.querySelectorAll("*")) {
      if (of.closest("caption, thead")) continue; // may be there for those who listen alone
      const { left, right, width: wide } = of.getBoundingClientRect();
      if (wide > 0 && (left < -0.5 || right > width + 0.5)) faults.push(`${of.tagName} ${of.className} reaches ${left}–${right}`);
    }
    return faults.slice(0, 5);
  };
  // The middle of each line of text; letters reach no further.
  const lines = (frame) => {
    const page = frame.contentWindow.document;
    const walker = page.createTreeWalker(page.body, NodeFilter.SHOW_TEXT);
    const found = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (!node.data.trim() || node.parentElement.closest("caption, title, desc, style")) continue;
      if (frame.contentWindow.getComputedStyle(node.parentElement.closest("th, td, *")).clipPath !== "none") continue;
      const head = node.parentElement.closest("thead");
      if (head && frame.contentWindow.getComputedStyle(head).clipPath !== "none") continue;
      const range = page.createRange();
      range.selectNodeContents(node);
      for (const { left, right, top, bottom } of range.getClientRects()) {
        const quarter = (bottom - top) / 4;
        if (right - left > 1) found.push({ left, right, top: top + quarter, bottom: bottom - quarter, node });
      }
    }
    return found.sort((a, b) => a.top - b.top);
  };
  const overlaps = (frame) => {
    const all = lines(frame);
    const faults = [];
    all.forEach((one, at) => {
      for (let next = at + 1; next < all.length && all[next].top < one.bottom; next++) {
        const other = all[next];
        const shared = Math.min(one.right, other.right) - Math.max(one.left, other.left);
        if (shared > 1 && one.node !== other.node) faults.push(`“${one.node.data.trim()}” lies on “${other.node.data.trim()}”`);
      }
    });
    return faults.slice(0, 5);
  };
  const shown = (path, width) =>
    new Promise((resolve) => {
      const frame = document.createElement("iframe");
      frame.style.cssText = `border:0;width:${width}px;height:900px`;
      frame.onload = () => resolve(frame);
      frame.src = path;
      document.body.append(frame);
    });
  const results = [];
  try {
    for (const name of names) {
      (await shown(`/page/${name}`, widths[0])).remove();
      for (const width of widths) {
        const frame = await shown(`/copy/${name}`, width);
        frame.contentWindow.eval(axe);
        const found = await frame.contentWindow.axe.run(frame.contentWindow.document, { resultTypes: ["violations"] });
        const broken = found.violations.map((of) => `${of.id}: ${of.nodes[0].html.slice(0, 200)} ${of.nodes[0].failureSummary ?? ""}`);
        results.push({ name, width, faults: [...overflow(frame), ...overlaps(frame), ...broken] });
        frame.remove();
      }
    }
  } catch (error) {
    results.push({ name: "measure", width: 0, faults: [String(error.stack)] });
  }
  await fetch("/results", { method: "POST", body: JSON.stringify(results) });
}

const names = [...Object.keys(pages), FAULTY];
const runner = `<!DOCTYPE html><link rel="icon" href="data:,"><body><script type="module">
const axe = await (await fetch("/axe")).text();
(${measure})(${JSON.stringify(names)}, ${JSON.stringify(WIDTHS)}, axe);
</script>`;

/// The faults of every page in one colour scheme.
function run(scheme) {
  return new Promise((resolve, reject) => {
    const asked = [];
    const server = createServer((request, response) => {
      asked.push(request.url);
      const name = decodeURIComponent(request.url.split("/").pop());
      const html = (body) => response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(body);
      if (request.url === "/") return html(runner);
      if (request.url === "/axe") return html(axe);
      if (request.url === "/results") {
        let body = "";
        request.on("data", (part) => (body += part));
        return request.on("end", () => finish(JSON.parse(body), response));
      }
      const page = name === FAULTY ? faulty : pages[name];
      if (page === undefined) return response.writeHead(404).end();
      const policy = /<meta http-equiv="Content-Security-Policy"[^>]*>/;
      html(request.url.startsWith("/copy/") ? page.replace(policy, "") : page);
    });
    const flags = ["--headless", "--disable-gpu", "--window-size=1400,1000", `--user-data-dir=${join(folder, scheme)}`];
    if (process.getuid?.() === 0) flags.push("--no-sandbox");
    if (scheme === "dark") flags.push("--blink-settings=preferredColorScheme=0");
    let browser;
    const end = () => {
      clearTimeout(late);
      browser.kill();
      server.close();
      server.closeAllConnections();
    };
    const late = setTimeout(() => {
      end();
      reject(new Error(`no results (${scheme}) after ${asked.length} requests`));
    }, 200_000);
    const finish = (results, response) => {
      response.end();
      const known = (url) => ["/", "/axe", "/results"].includes(url) || /^\/(page|copy)\//.test(url);
      const others = asked.filter((url) => !known(url));
      if (others.length > 0) results.push({ name: "all", width: 0, faults: others.map((url) => `asked for ${url}`) });
      end();
      resolve(results);
    };
    server.listen(0, "127.0.0.1", () => {
      browser = spawn("chromium", [...flags, `http://127.0.0.1:${server.address().port}/`], { stdio: "ignore" });
      browser.on("error", reject);
    });
  });
}

let failed = false;
for (const scheme of ["light", "dark"]) {
  const results = await run(scheme);
  const of = (name) => results.filter((each) => each.name === name);
  for (const { name, width, faults } of results.filter((each) => each.name !== FAULTY && each.faults.length > 0)) {
    failed = true;
    console.error(`${name}, ${width} px, ${scheme}:\n  ${faults.join("\n  ")}`);
  }
  const found = of(FAULTY).flatMap((each) => each.faults).join("\n");
  for (const wanted of ["px wide", "reaches", "lies on", "color-contrast"]) {
    if (!found.includes(wanted)) {
      failed = true;
      console.error(`the measure does not find ${wanted} (${scheme})`);
    }
  }
  if (results.length < names.length * WIDTHS.length) failed = true;
}
process.exit(failed ? 1 : 0);
