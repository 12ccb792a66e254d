// Spares bytes of the bundle that no source has to know of.
const { join, relative, dirname } = require('node:path');

const createElementFile = join(__dirname, 'SegmentMembersControl', 'kit', 'create-element');

/** Calls React.createElement by a name of the bundle's own: a minifier shortens names and no properties. */
function shortCreateElement() {
  return {
    visitor: {
      MemberExpression(path, { file }) {
        if (!path.matchesPattern('React.createElement') || file.opts.filename.startsWith(createElementFile))
          return;
        let name = file.get('createElement');
        if (name === undefined) {
          const program = path.scope.getProgramParent();
          name = program.generateUid('createElement');
          file.set('createElement', name);
          const from = relative(dirname(file.opts.filename), createElementFile).replaceAll('\\', '/');
          program.path.unshiftContainer('body', importOf(name, from.startsWith('.') ? from : `./${from}`));
        }
        path.replaceWith({ type: 'Identifier', name });
      },
    },
  };
}

function importOf(name, from) {
  return {
    type: 'ImportDeclaration',
    specifiers: [
      {
        type: 'ImportSpecifier',
        imported: { type: 'Identifier', name: 'createElement' },
        local: { type: 'Identifier', name },
      },
    ],
    source: { type: 'StringLiteral', value: from },
  };
}

const setsName = ({ expression }) =>
  expression?.type === 'AssignmentExpression' &&
  expression.left.object?.type === 'ThisExpression' &&
  expression.left.property.name === 'name';

/**
 * Leaves out what is wrong with XML, texts and references, as the control tells people that a file is damaged, not how;
 * and what only whoever breaks the program reads.
 */
function wordlessErrors() {
  return {
    visitor: {
      NewExpression({ node }) {
        if (['SyntaxError', 'RangeError', 'Error'].includes(node.callee.name)) node.arguments = [];
      },
      // Kinds of errors are told apart by their classes.
      ClassDeclaration({ node }) {
        if (node.superClass?.name !== 'Error') return;
        const constructors = node.body.body.filter(({ kind }) => kind === 'constructor');
        for (const { body } of constructors)
          body.body = body.body.filter((statement) => !setsName(statement));
      },
    },
  };
}

module.exports = {
  // No browser of today has document.all beside null and undefined, so `a?.b` needs one comparison.
  assumptions: { noDocumentAll: true },
  plugins: [shortCreateElement, wordlessErrors],
};
