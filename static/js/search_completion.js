// Links below a search box as one types.
const answers = new Map();
const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const wordsOf = (text) => fold(text).match(/[\p{L}\p{N}]+/gu) || [];
const make = (tag, facts) => Object.assign(document.createElement(tag), facts);

async function ask(url, signal) {
  if (!answers.has(url)) {
    const answer = await fetch(url, { signal, credentials: "omit" });
    if (!answer.ok) return [];
    answers.set(url, (await answer.json()).suggestions ?? []);
  }
  return answers.get(url);
}

// A title in parts, of each word the letters that were typed.
function marked(label, typed) {
  return label.split(/([\p{L}\p{N}]+)/u).flatMap((part) => {
    const begun = typed.filter((word) => fold(part).startsWith(word));
    const end = Math.max(0, ...begun.map(({ length }) => length));
    return end ? [make("mark", { textContent: part.slice(0, end) }), part.slice(end)] : part;
  });
}

function complete(form, number) {
  const input = form.querySelector("[name=q]");
  const { completion, label: ariaLabel, shown } = form.dataset;
  const id = `completion_${number}`;
  const list = make("div", { id, className: "completion", role: "listbox", ariaLabel, hidden: true });
  const status = make("p", { className: "visually_hidden", role: "status" });
  let active = -1, timer, asking;

  function choose(index) {
    active = index;
    const chosen = list.children[index];
    for (const option of list.children) option.ariaSelected = option === chosen;
    chosen?.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", chosen?.id ?? "");
  }

  function open(isOpen) {
    choose(-1);
    list.hidden = !isOpen;
    input.ariaExpanded = isOpen;
    status.textContent = isOpen ? shown.replace("#", list.children.length) : "";
  }

  function draw(found, typed) {
    list.replaceChildren(...found.map(({ label, url, kind }, at) => {
      const option = make("a", { id: `${id}_${at}`, role: "option", href: url, tabIndex: -1 });
      const title = make("span");
      title.append(...marked(label, typed));
      option.append(title, " ", make("small", { textContent: kind }));
      return option;
    }));
    open(found.length > 0);
  }

  function stop() {
    clearTimeout(timer);
    asking?.abort();
    open(false);
  }

  async function look(typed) {
    const { signal } = (asking = new AbortController());
    const url = encodeURI(`${completion}?q=${typed.join("+")}`);
    const found = await ask(url, signal).catch(() => []);
    if (!signal.aborted) draw(found, typed);
  }

  function type({ isComposing }) {
    clearTimeout(timer);
    asking?.abort();
    choose(-1);
    if (isComposing) return;
    const typed = wordsOf(input.value);
    const isAsked = navigator.onLine && !navigator.connection?.saveData;
    if (isAsked && typed.some((word) => word[1])) timer = setTimeout(look, 150, typed);
    else draw([]);
  }

  function press(event) {
    const { key } = event, count = list.children.length;
    const ends = active < 0 ? {} : { Home: 0, End: count - 1 };
    const ArrowUp = (active > 0 ? active : count) - 1;
    const to = { ArrowDown: (active + 1) % count, ArrowUp, ...ends }[key];
    if (event.isComposing || !count) return;
    if (to >= 0) {
      if (list.hidden) open(true);
      choose(to);
    } else if (key === "Enter" && active >= 0) list.children[active].click();
    else if (key === "Escape" && !list.hidden) stop();
    else return;
    event.preventDefault();
  }

  Object.assign(input, { role: "combobox", ariaAutoComplete: "list", ariaExpanded: false });
  input.setAttribute("aria-controls", id);
  input.after(list);
  form.append(status);
  const acts = { input: type, compositionend: type, keydown: press, blur: stop };
  for (const name in acts) input.addEventListener(name, acts[name]);
  form.addEventListener("submit", stop);
  // Touching the list leaves the cursor in the box.
  list.addEventListener("mousedown", (event) => event.preventDefault());
}

document.querySelectorAll("[data-completion]").forEach(complete);
