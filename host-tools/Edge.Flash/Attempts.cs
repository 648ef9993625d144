namespace Edge.Flash;

/// <summary>Runs one step, and runs it again after a fault that another attempt may mend.</summary>
internal sealed class Attempts(Action recover, Action<string> notice)
{
    internal const int Most = 4;

    /// <summary>How often a step had to be repeated so far.</summary>
    internal int Repeated { get; private set; }

    /// <summary>Runs a step.</summary>
    /// <param name="operation">What messages call it.</param>
    /// <param name="step">The step, which starts over each time.</param>
    /// <param name="attempts">How often it may run.</param>
    /// <exception cref="FlashException">The last attempt failed too.</exception>
    internal T Run<T>(string operation, Func<T> step, int attempts = Most)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return step();
            }
            catch (LinkFaultException fault)
            {
                if (attempt >= attempts)
                {
                    throw fault.Final ?? DeviceErrors.LinkFailed(operation, attempts, fault);
                }

                Repeated++;
                notice($"{fault.What}: {fault.Found}; trying again ({attempt} of {attempts - 1})");
                Recover(operation, fault);
            }
        }
    }

    internal void Run(string operation, Action step, int attempts = Most) =>
        Run(
            operation,
            () =>
            {
                step();
                return true;
            },
            attempts);

    private void Recover(string operation, LinkFaultException cause)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                recover();
                return;
            }
            catch (LinkFaultException) when (attempt < Most)
            {
                // Recovering is itself an exchange that can be disturbed.
            }
            catch (LinkFaultException)
            {
                throw DeviceErrors.LinkFailed(operation, attempt, cause);
            }
        }
    }
}
