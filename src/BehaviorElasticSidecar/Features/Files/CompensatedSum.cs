using System.Runtime.CompilerServices;

namespace BehaviorElasticSidecar.Features.Files;

/// <summary>A sum and what rounding has taken from it (Neumaier 1974), so that the order of terms does not show in the first 15 digits.</summary>
internal static class CompensatedSum
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(ref double number, ref double compensation, double value)
    {
        var sum = number + value;
        compensation += Math.Abs(number) >= Math.Abs(value) ? number - sum + value : value - sum + number;
        number = sum;
    }
}
