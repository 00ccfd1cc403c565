// Checks that nothing a form ever asked goes away: answers outlive the versions of a form, so a question no longer asked
// is hidden and stays. The record of what was asked is the repository's own history, so that nobody has to keep one.
import { execFileSync } from "node:child_process";
import { each_item, options_of } from "./items.mjs";

const folder = "assets/forms";

// Every version of every form that was ever committed, as [name, form].
function* each_version(project) {
  const git = (...words) => execFileSync("git", words, { cwd: project, encoding: "utf8", maxBuffer: 1 << 28 });
  for (const [, blob, name] of git("rev-list", "--objects", "HEAD", "--", folder).matchAll(/^([0-9a-f]+) assets\/forms\/([^/\n]+)\.json$/gm)) {
    yield [name, JSON.parse(git("cat-file", "blob", blob))];
  }
}

// What an answer to a form of before would find in the form of today, told to `say` where it finds nothing.
function compare(before, now, say) {
  for (const [item] of each_item(before.item)) {
    const today = now?.items.get(item.linkId);
    if (!today) {
      say(`${item.linkId} was asked once and is gone`);
      continue;
    }
    if (today.type !== item.type) say(`${item.linkId} was ${item.type} once and is ${today.type}`);
    const codes = new Set(options_of(now.form, today).map(({ code }) => code));
    for (const { code } of options_of(before, item)) if (!codes.has(code)) say(`${item.linkId} offered ${code} once and does not know it any more`);
  }
}

export function check_history({ project, forms, fault, say }) {
  let versions = 0;
  const lost = new Set();
  for (const [name, before] of each_version(project)) {
    compare(before, forms.get(name), (what) => lost.add(`${name}: ${what}`));
    ++versions;
  }
  lost.forEach((what) => fault(what));
  if (versions === 0) fault(`git knows no version of ${folder}`);
  say(`forms: whatever was asked in ${versions} versions is still known`);
}
