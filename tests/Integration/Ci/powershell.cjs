// Prints what is no PowerShell in the file named, a line each.
const fs = require('fs');
const { Language, Parser } = require('web-tree-sitter');

function tell(node) {
  if (node.isError || node.isMissing) {
    const { row, column } = node.startPosition;
    console.log(`${row + 1}:${column + 1} ${node.isMissing ? `missing ${node.type}` : 'error'}`);
    return;
  }
  node.children.forEach(tell);
}

(async () => {
  await Parser.init();
  const parser = new Parser();
  parser.setLanguage(await Language.load(require.resolve('tree-sitter-powershell/tree-sitter-powershell.wasm')));
  tell(parser.parse(fs.readFileSync(process.argv[2], 'utf8')).rootNode);
})();
