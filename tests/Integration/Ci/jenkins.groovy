// Reads a Jenkinsfile as Jenkins does, by Groovy, with steps that only note themselves; prints them as JSON.
import groovy.json.JsonOutput
import org.codehaus.groovy.control.CompilerConfiguration

abstract class Pipeline extends Script {
  static List events = []
  static List path = []

  Map getParams() { [INVENTORY: 'local', TARGET: 'Expand', STRATEGY: 'auto'] }

  Object methodMissing(String name, Object arguments) {
    List words = (arguments as List).collect()
    Closure block = words && words[-1] instanceof Closure ? words.removeLast() : null
    events << [path: path.join('/'), step: name, words: words.collect { it instanceof Map ? it : it.toString() }]
    // A condition is Jenkins's to ask.
    if (block && name != 'expression') {
      path << (name == 'stage' ? words[0] : name)
      block()
      path.removeLast()
    }
    name
  }
}

def configuration = new CompilerConfiguration(scriptBaseClass: Pipeline.name)
new GroovyShell(getClass().classLoader, new Binding(), configuration).evaluate(new File(args[0]))
println JsonOutput.toJson(Pipeline.events)
