import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { runCommand } from "./support/commands/run-command.ts";
import { disposableFolder } from "./support/disposable-folder.ts";
import { docBlocks } from "./support/docs/doc-examples.ts";
import { root } from "./support/paths.ts";

const plugins = docBlocks().filter(({ language }) => language === "php");

test("the settings in the plugins of docs/wordpress.md exist", () => {
  expect(plugins.map(({ page }) => page)).toEqual(["docs/wordpress.md"]);
  const options = readFileSync(join(root, "docs", "embedding.md"), "utf8");
  const features = readFileSync(join(root, "docs", "features.md"), "utf8");
  for (const { code } of plugins) {
    const names = Array.from(code.matchAll(/'data-([\w-]+)'/g), ([, name = ""]) => name);
    expect(names.length).toBeGreaterThan(2);
    const unknown = names.filter((name) => {
      const isOption = options.includes(`| \`data-${name}\` `) || name === "features";
      return !isOption && !new RegExp(`^\\| \`${name}\` `, "m").test(features);
    });
    expect(unknown).toEqual([]);
    const [, wanted = ""] = /'data-features' => '([^']*)'/.exec(code) ?? [];
    expect(wanted.split(" ").filter((name) => !features.includes(`| \`${name}\` `))).toEqual([]);
  }
});

/** The functions of WordPress that a plugin calls, as far as it can tell. What a page would have is printed as JSON. */
const wordpress = `<?php
error_reporting(E_ALL);
set_error_handler(function ($level, $message) { throw new Exception($message); });
define('ABSPATH', '/');
$hooks = array(); $scripts = array();
function add_action($name, $callback, $priority = 10, $accepted = 1) { global $hooks; $hooks[$name][] = array($callback, $accepted); }
function add_filter($name, $callback, $priority = 10, $accepted = 1) { add_action($name, $callback, $priority, $accepted); }
function wp_enqueue_script($handle, $src, $deps = array(), $version = false, $footer = false) {
    global $scripts;
    $scripts[$handle] = $version === null ? $src : "$src?ver=" . ($version ?: '6.9');
}
function get_bloginfo($what) { return 'Ada\\'s "Ferries" & Co'; }
function get_privacy_policy_url() { return 'https://site.example/privacy/'; }
function esc_attr($text) { return htmlspecialchars($text, ENT_QUOTES); }
include $argv[1];
foreach ($hooks['wp_enqueue_scripts'] as list($callback)) $callback();
$scripts['jquery'] = '/jquery.js';
$tags = array();
foreach ($scripts as $handle => $src) {
    $tag = "<script src=\\"$src\\" id=\\"$handle-js\\"></script>";
    foreach ($hooks['script_loader_tag'] as list($callback, $accepted))
        $tag = $callback(...array_slice(array($tag, $handle, $src), 0, $accepted));
    $tags[$handle] = $tag;
}
echo json_encode($tags, JSON_UNESCAPED_SLASHES);
`;

const hasPhp = spawnSync("php", ["-v"]).status === 0;

test.skipIf(!hasPhp)(
  "the plugin puts the chat's tag into a page, with its settings, and leaves other tags alone",
  async () => {
    const folder = disposableFolder();
    onTestFinished(() => folder.remove());
    writeFileSync(join(folder.path, "wordpress.php"), wordpress);
    writeFileSync(join(folder.path, "plugin.php"), plugins[0]?.code ?? "");
    const printed = await runCommand("php", ["wordpress.php", "plugin.php"], { cwd: folder.path });
    expect(JSON.parse(printed)).toEqual({
      causerie:
        '<script async data-heading="Ada&#039;s &quot;Ferries&quot; &amp; Co" data-accent="#0b6e4f" data-features="face transcript about" ' +
        'data-privacy="https://site.example/privacy/" src="https://chat.example.com/causerie.js" id="causerie-js"></script>',
      jquery: '<script src="/jquery.js" id="jquery-js"></script>',
    });
  },
);
