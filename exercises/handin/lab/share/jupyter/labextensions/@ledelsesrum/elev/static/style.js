// The style sheet, on the page when this is loaded.

const link = document.createElement("link");
link.rel = "stylesheet";
link.href = new URL("style.css", import.meta.url);
await new Promise((resolve, reject) => {
  link.onload = resolve;
  link.onerror = () => reject(new Error(`${link.href} kunne ikke hentes`));
  document.head.append(link);
});
export default {};
