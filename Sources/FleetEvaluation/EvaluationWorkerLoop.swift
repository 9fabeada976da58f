import Customers
import FleetTraining
import Forecasting

/// A worker process from its first to its last instruction.
public enum EvaluationWorkerLoop {
  private typealias Pipes = WorkerPipes<WorkerOrder>

  /// Evaluates the customers that standard input names, one line of result each, until the
  /// coordinator ends it or is gone.
  public static func run() -> Never {
    var pipes = Pipes { line throws(ProtocolError) in try WorkerOrder(line: line) }
    do throws(ProtocolError) {
      try work(&pipes)
      Pipes.exit(0)
    } catch {
      Pipes.fail(saying: "\(error)")
    }
  }

  private static func work(_ pipes: inout Pipes) throws(ProtocolError) {
    var evaluator: CustomerEvaluator?
    while let order = try pipes.next(waiting: true) {
      switch order {
      case .configure(let settings): evaluator = CustomerEvaluator(settings)
      case .customers(let customers):
        pipes.output.send(WorkerAnswer.began.line)
        for customer in customers {
          guard let result = evaluator?.result(of: customer) else { throw .unconfigured }
          pipes.output.send(WorkerAnswer.result(result).line)
        }
      }
    }
  }
}

extension CustomerEvaluator {
  /// The customer's measures, or why there are none.
  fileprivate mutating func result(of customer: CustomerID) -> CustomerEvaluation {
    do throws(EvaluationFault) {
      let result = try evaluate(customer)
      return CustomerEvaluation(
        customer: customer.text,
        outcome: .evaluated(folds: result.folds.count, result.errors))
    } catch {
      return CustomerEvaluation(customer: customer.text, error)
    }
  }
}
