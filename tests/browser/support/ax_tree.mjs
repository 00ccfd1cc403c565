// Owns the accessibility tree as the browser offers it to assistive technology, written down as text: role, name, state.
// Must not know any screen.

const skipped = new Set(["none", "generic", "InlineTextBox", "StaticText", "RootWebArea", "ListMarker"]);
const states = ["disabled", "checked", "selected", "expanded", "invalid", "required", "busy", "level", "modal", "valuetext"];

// What differs from one device or run to the next.
function steady(text) {
    return text.replaceAll(/\d+(\.\d+)? MB/g, "n MB").replaceAll(/(?:[0-9A-F]{4} ){7}[0-9A-F]{4}/g, "key").replaceAll(/(?:[0-9a-f]{4} ){3}[0-9a-f]{4}/g, "hash")
        .replaceAll(/保存(中|済み( \d+:\d\d)?)/g, "保存の様子").replaceAll(/\s+/g, " ").trim();
}

// A paragraph has no name of its own: its words are its children's.
function words_of(node, by_id) {
    const said = node.role?.value === "paragraph" ? (node.childIds ?? []).map((id) => by_id.get(id)?.name?.value ?? "").join("") : "";
    const name = node.name?.value || said;
    return name ? ` "${steady(String(name))}"` : "";
}

function state_of(node) {
    const told = (node.properties ?? []).filter(({ name, value }) => states.includes(name) && value.value !== false &&
        value.value !== "false" && value.value !== "");
    const parts = told.map(({ name, value }) => (value.value === true || value.value === "true" ? name : `${name}=${steady(String(value.value))}`));
    if (node.value?.value !== undefined && node.value.value !== "") parts.push(`value=${JSON.stringify(steady(String(node.value.value)))}`);
    return parts.length ? ` [${parts.sort().join(" ")}]` : "";
}

export async function read_ax_tree(device) {
    await device.settle();
    const { nodes } = await device.cdp.send("Accessibility.getFullAXTree");
    const by_id = new Map(nodes.map((node) => [node.nodeId, node]));
    const lines = [];
    function walk(node, depth) {
        const role = node.role?.value ?? "none";
        const shown = !node.ignored && !skipped.has(role);
        if (shown) lines.push(`${"  ".repeat(depth)}${role}${words_of(node, by_id)}${state_of(node)}`);
        for (const id of node.childIds ?? []) {
            const child = by_id.get(id);
            if (child) walk(child, depth + (shown ? 1 : 0));
        }
    }
    const root = nodes.find((node) => !node.parentId);
    if (root) walk(root, 0);
    return `${lines.join("\n")}\n`;
}
