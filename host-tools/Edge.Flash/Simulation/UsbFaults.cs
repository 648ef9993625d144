namespace Edge.Flash.Simulation;

/// <summary>A fault script on USB, where the unit is not the byte but the control transfer: byte numbers count transfers.</summary>
internal sealed class UsbFaults(IReadOnlyList<Fault> faults)
{
    private readonly List<Fault> pending = [.. faults];
    private bool lost;

    internal long Transfers { get; private set; }

    /// <summary>What happens to one transfer.</summary>
    internal sealed class Effect
    {
        internal bool Lost { get; set; }

        internal bool RequestDropped { get; set; }

        internal bool AnswerDropped { get; set; }

        internal bool Refused { get; set; }

        internal TimeSpan Late { get; set; }

        internal int LargestCount { get; set; } = int.MaxValue;

        internal (long Where, int Bit)? Flip { get; set; }

        /// <summary>Flips the bit, if there is one to flip.</summary>
        internal void Damage(Span<byte> data)
        {
            if (Flip is { } flip && data.Length > 0)
            {
                data[(int)(flip.Where % data.Length)] ^= (byte)(1 << flip.Bit);
            }
        }
    }

    internal Effect Next()
    {
        long index = Transfers++;
        Effect effect = new() { Lost = lost };
        for (int i = pending.Count - 1; i >= 0; i--)
        {
            Fault fault = pending[i];
            if (index < fault.At)
            {
                continue;
            }

            pending.RemoveAt(i);
            switch (fault.Kind)
            {
                case FaultKind.Drop when fault.Side == FaultSide.Host:
                    effect.RequestDropped = true;
                    break;
                case FaultKind.Drop:
                    effect.AnswerDropped = true;
                    break;
                case FaultKind.Nack:
                    effect.Refused = true;
                    break;
                case FaultKind.Delay:
                    effect.Late = TimeSpan.FromMilliseconds(fault.Amount);
                    break;
                case FaultKind.Truncate:
                    effect.LargestCount = 1;
                    break;
                case FaultKind.Flip:
                    effect.Flip = (fault.At * 31, fault.Amount);
                    break;
                default:
                    lost = effect.Lost = true;
                    break;
            }
        }

        return effect;
    }
}
