// Nodes are changed in place, so that what has focus, is selected, open or scrolled stays so.

const SVG = "http://www.w3.org/2000/svg";

/** What a node should be; `key` among its attributes tells it from its neighbours. */
export function h(tag, attributes, ...children) {
  return { tag, attributes: attributes ?? {}, children: children.flat(2) };
}

/** Makes the children of a node as they should be. */
export function patch(parent, wanted) {
  const news = [];
  wanted.forEach((child, at) => {
    if (child !== null && child !== undefined && child !== false && child !== "") {
      news.push({ key: key(child, at), child });
    }
  });
  const keys = new Set(news.map((each) => each.key));
  const old = new Map();
  for (const node of [...parent.childNodes]) {
    if (keys.has(node.key)) {
      old.set(node.key, node);
    } else {
      node.remove();
    }
  }
  let next = parent.firstChild;
  for (const { key, child } of news) {
    let node = old.get(key);
    if (node === undefined) {
      node = create(child, parent);
      node.key = key;
    }
    if (node === next) {
      next = next.nextSibling;
    } else {
      parent.insertBefore(node, next);
    }
    change(node, child);
  }
}

function key(child, at) {
  if (typeof child !== "object") {
    return `${at} text`;
  }
  return child.attributes.key === undefined ? `${at} ${child.tag}` : `key ${child.attributes.key}`;
}

function create(child, parent) {
  if (typeof child !== "object") {
    return document.createTextNode("");
  }
  const isSvg = child.tag === "svg" || parent.namespaceURI === SVG;
  return isSvg ? document.createElementNS(SVG, child.tag) : document.createElement(child.tag);
}

function change(node, child) {
  if (typeof child !== "object") {
    const text = String(child);
    if (node.data !== text) {
      node.data = text;
    }
    return;
  }
  const before = node.given ?? {};
  for (const name of Object.keys(before)) {
    if (!isSaid(child.attributes[name])) {
      node.removeAttribute(name);
    }
  }
  for (const [name, value] of Object.entries(child.attributes)) {
    if (name.startsWith("on")) {
      node[name] = value;
    } else if (name !== "key" && isSaid(value) && before[name] !== value) {
      node.setAttribute(name, value === true ? "" : String(value));
    }
  }
  node.given = child.attributes;
  patch(node, child.children);
}

function isSaid(value) {
  return value !== undefined && value !== null && value !== false;
}
